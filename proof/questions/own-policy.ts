import type { LandingZone } from "../../config/landing-zone";
import type { Claims } from "../layers";
import { anyOf, inside, only } from "./question";
import type { Question } from "./question";

const OWN_POLICY: Claims = { nothing: "no policy of the landing zone is about it: nobody's own policy allows it" };

/** Something that a role of the audit account does by its own policy alone. */
export type AskOwn = (label: string, action: string, arn: string, more?: Partial<Question>) => Question;

/**
 * Asks the audit account what only a role's own policy is about: others there may do it with theirs.
 *
 * @param role key of the role
 */
export function ofOwnPolicy({ audit }: LandingZone, area: string, role: string): AskOwn {
  const accountId = audit.id ?? "";
  return (label, action, arn, more = {}) => ({
    area,
    label,
    action,
    resource: (principal) => (principal.accountId === accountId ? { arn, accountId } : undefined),
    allowed: anyOf(inside(audit.slug), only(role)),
    layers: OWN_POLICY,
    ...more,
  });
}
