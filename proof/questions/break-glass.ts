import { namedForEmergencies, othersWithMfa, withoutMfa } from "../break-glass";
import { askedAccounts } from "../accounts";
import { allBut, byPolicy } from "../layers";
import type { Rule } from "../layers";
import { target } from "./question";
import type { Question, Subject } from "./question";

/** Who may assume the role for emergencies, in every account that is asked about: those whom the file names, and nobody else. */
export function breakGlassQuestions({ landingZone, policies }: Subject): Question[] {
  const { breakGlass } = landingZone;
  const named = namedForEmergencies(landingZone);
  const users = named.filter(({ context }) => "aws:MultiFactorAuthPresent" in context);
  const roles = new Set(named.filter((one) => !users.includes(one)).map(({ principal }) => principal));
  const keys = new Set(users.map(({ key }) => key));
  // Whom a named account root stands for is named.
  const others = othersWithMfa(landingZone).filter(
    ({ accountId }) => !breakGlass.trustedUsers.some((arn) => arn.endsWith(`:${accountId ?? ""}:root`)),
  );
  const allowed: Rule = ({ key, principal }) => keys.has(key) || (principal !== undefined && roles.has(principal));
  return askedAccounts(landingZone).flatMap(({ id = "", slug }) => {
    const role = [...policies.resources.values()].find(
      ({ accountId, arn }) => accountId === id && arn.endsWith(`:role/${breakGlass.role}`),
    );
    return role === undefined
      ? []
      : [
          {
            area: "break-glass roles",
            label: `assume the break-glass role of ${slug}`,
            action: "sts:AssumeRole",
            resource: target(role),
            allowed,
            alsoOf: [...named, ...users.map(withoutMfa), ...others],
            layers: [byPolicy(users.length > 0 ? "EmergencyWithMfa" : "EmergencyByRole", allBut(allowed))],
          },
        ];
  });
}
