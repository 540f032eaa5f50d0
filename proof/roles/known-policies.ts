import type { LandingZone } from "../../config/landing-zone";

/** A policy that AWS manages, and why a role has it. */
export interface KnownPolicy {
  /** What follows `:iam::aws:policy/` in its ARN: `service-role/AWS_ConfigRole`. */
  readonly policy: string;
  readonly why: string;
}

/**
 * The policies that AWS manages of a role of the landing zone, by its name. The proof does not read what they allow, which AWS
 * changes: so each is here, with its reason, and a role with any other fails.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function knownPoliciesOf({ access, breakGlass, names }: LandingZone, role: string): readonly KnownPolicy[] {
  const known = new Map<string, readonly KnownPolicy[]>([
    ...(access?.functions ?? []).map((job): [string, KnownPolicy[]] => [
      job.role,
      job.managedPolicies.map((policy) => ({
        policy,
        why: "the job function has it, and its own policies deny what it may not",
      })),
    ]),
    [
      breakGlass.role,
      [{ policy: "AdministratorAccess", why: "who may assume it, and that it is told of, is what keeps it" }],
    ],
    [
      names.configAggregatorRole,
      [{ policy: "service-role/AWSConfigRoleForOrganizations", why: "AWS Config reads which accounts there are" }],
    ],
    [
      names.configRecorderRole,
      [{ policy: "service-role/AWS_ConfigRole", why: "AWS Config reads what it records; AWS adds its services to it" }],
    ],
    [names.chatRole, [{ policy: "CloudWatchReadOnlyAccess", why: "channels show the graphs of alarms" }]],
    [
      names.hsmClientHost,
      [{ policy: "AmazonSSMManagedInstanceCore", why: "people reach the host by Session Manager alone" }],
    ],
  ]);
  return known.get(role) ?? [];
}
