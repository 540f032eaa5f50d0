import type { LandingZone } from "../../config/landing-zone";
import type { Failure } from "../failure";
import type { Statement } from "../statements";
import type { SynthesizedStack } from "../stacks";
import { rolesOf } from "./deployed";
import type { DeployedRole } from "./deployed";
import { knownPoliciesOf } from "./known-policies";
import { trustedServiceOf } from "./trusted-services";
import type { TrustedService } from "./trusted-services";

/** What is asked of every role of a landing zone: whom it trusts, and which policies of others it has. */
export interface Roles {
  readonly roles: number;
  /** Roles that a service is made to assume, with what it demands of the service's requests. */
  readonly ofServices: readonly { readonly address: string; readonly trusted: TrustedService }[];
  readonly failures: readonly Failure[];
}

/**
 * Whether each role can be assumed by nobody but the service that it is made for, and has no policies but those of its stack and
 * those that AWS manages and are known. Whom roles of people trust is asked where questions are: here it is only that they name no
 * service.
 *
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 */
export function judgedRoles(landingZone: LandingZone, stacks: readonly SynthesizedStack[]): Roles {
  const roles = rolesOf(landingZone, stacks);
  const people = new Set([
    landingZone.breakGlass.role,
    ...(landingZone.access?.functions ?? []).map(({ role }) => role),
  ]);
  const ofServices = roles.flatMap((role) => {
    const trusted = trustedServiceOf(landingZone, role);
    return trusted === undefined || people.has(role.name) ? [] : [{ role, trusted }];
  });
  const known = new Set(ofServices.map(({ role }) => role));
  return {
    roles: roles.length,
    ofServices: ofServices.map(({ role: { address }, trusted }) => ({ address, trusted })),
    failures: [
      ...ofServices.flatMap(({ role, trusted }) => openings(role, trusted)),
      ...roles
        .filter((role) => !known.has(role))
        .flatMap((role) => (people.has(role.name) ? servicesIn(role) : [unknown(role)])),
      ...roles.flatMap((role) => strangePolicies(landingZone, role)),
    ],
  };
}

function unknown({ address, name }: DeployedRole): Failure {
  return {
    statement: `trust policy of ${address}`,
    text: `trust policy of ${address}: nothing says who may assume ${name}`,
  };
}

/** What lets somebody else in than the service, or the service for whomever. */
function openings({ address, trust }: DeployedRole, trusted: TrustedService): Failure[] {
  const allowing = trust.filter(({ Effect }) => Effect === "Allow");
  const opened = allowing.flatMap((statement): Failure[] => {
    const name = nameOf(address, statement);
    const others = principalsOf(statement).filter((principal) => principal !== `Service ${trusted.service}`);
    const lacking = trusted.conditions.filter((condition) => !demands(statement, condition));
    return [
      ...(others.length === 0
        ? []
        : [
            { statement: name, text: `${name} lets ${others.join(", ")} in, and is to trust ${trusted.service} alone` },
          ]),
      ...(lacking.length === 0
        ? []
        : [
            {
              statement: name,
              text: `${name} does not demand ${lacking.map((condition) => condition.join(" ")).join(", ")}`,
            },
          ]),
    ];
  });
  return opened.length > 0 || allowing.length > 0
    ? opened
    : [
        {
          statement: `trust policy of ${address}`,
          text: `trust policy of ${address} does not let ${trusted.service} in`,
        },
      ];
}

function servicesIn({ address, trust }: DeployedRole): Failure[] {
  return trust
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => {
      const wrong = principalsOf(statement).filter(
        (one) => one.startsWith("Service ") || one.startsWith("NotPrincipal"),
      );
      const name = nameOf(address, statement);
      return wrong.length === 0
        ? []
        : [{ statement: name, text: `${name} lets ${wrong.join(", ")} in, and is to trust people alone` }];
    });
}

function nameOf(address: string, { Sid }: Statement): string {
  return `trust policy ${Sid} of ${address}`;
}

/** `Service events.amazonaws.com`, `AWS *`. */
function principalsOf({ NotPrincipal, Principal }: Statement): string[] {
  const listed = (principal: unknown): string[] =>
    typeof principal === "string"
      ? [`AWS ${principal}`]
      : Object.entries((principal ?? {}) as Readonly<Record<string, unknown>>).flatMap(([type, names]) =>
          [names].flat().map((name) => `${type} ${String(name)}`),
        );
  return NotPrincipal === undefined ? listed(Principal) : [`NotPrincipal ${listed(NotPrincipal).join(", ")}`];
}

/** Whether a statement holds for nothing but requests with this value. */
function demands({ Condition = {} }: Statement, [operator, key, value]: readonly [string, string, string]): boolean {
  const keys = (Condition as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[operator] ?? {};
  const [, values] = Object.entries(keys).find(([name]) => name.toLowerCase() === key.toLowerCase()) ?? [];
  const listed = values === undefined ? [] : [values].flat();
  return listed.length > 0 && listed.every((one) => one === value);
}

function strangePolicies(landingZone: LandingZone, { address, managedPolicies, name }: DeployedRole): Failure[] {
  const known = knownPoliciesOf(landingZone, name).map(
    ({ policy }) => `arn:${landingZone.partition}:iam::aws:policy/${policy}`,
  );
  const strange = managedPolicies.filter((arn) => !known.includes(arn));
  return strange.map((arn) => ({
    statement: `IAM ${arn} of ${address}`,
    text:
      `IAM policy ${arn} of ${address}: the proof does not read it` +
      (known.length === 0 ? ", and the role is to have none but its own" : `; known is ${known.join(", ")}`),
  }));
}
