import type { LandingZone } from "../../config/landing-zone";
import { classicScheduleName } from "../../config/names";

/** Whom a role is made for: one service, and what it has to say of itself. */
export interface TrustedService {
  readonly service: string;
  /** What its requests have to carry: conditions of a trust policy, by operator and key. */
  readonly conditions: readonly (readonly [operator: string, key: string, value: string])[];
  /** Why nothing is demanded of its requests; absent where something is. */
  readonly why?: string;
}

/** A role's name, its account and partition. */
interface Named {
  readonly name: string;
  readonly accountId: string;
}

const UNSAID =
  "AWS does not document that the service says on whose behalf it assumes the role; whoever hands the role to it needs iam:PassRole";

function unsourced(service: string): TrustedService {
  return { service, conditions: [], why: UNSAID };
}

/**
 * The service that a role of the landing zone is made for, by the role's name.
 *
 * @returns nothing where the role is one of people, or unknown
 */
export function trustedServiceOf(landingZone: LandingZone, { accountId, name }: Named): TrustedService | undefined {
  const { names, partition } = landingZone;
  const ofAccount = ["StringEquals", "aws:SourceAccount", accountId] as const;
  const rules: TrustedService = { service: "events.amazonaws.com", conditions: [ofAccount] };
  const known = new Map<string, TrustedService>([
    [names.trailLogsRole, unsourced("cloudtrail.amazonaws.com")],
    [names.configAggregatorRole, unsourced("config.amazonaws.com")],
    [names.configRecorderRole, { service: "config.amazonaws.com", conditions: [ofAccount] }],
    [names.replicationRole, unsourced("s3.amazonaws.com")],
    [names.chatRole, unsourced("chatbot.amazonaws.com")],
    [names.findingStreamRole, unsourced("firehose.amazonaws.com")],
    [names.hsmClientHost, unsourced("ec2.amazonaws.com")],
    ...[names.forwardingRole, names.inspectorForwardingRole, names.findingDeliveryRole, names.eventTargetRole].map(
      (role) => [role, rules] as const,
    ),
    ...[names.keyStoreProbe, names.trailProbe, names.coverageProbe, names.cisCollector, names.logValidator].map(
      (role) => [role, unsourced("lambda.amazonaws.com")] as const,
    ),
    ...landingZone.regions.map((region): [string, TrustedService] => [
      `${names.flowLogRoles}-${region}`,
      {
        service: "vpc-flow-logs.amazonaws.com",
        conditions: [
          ofAccount,
          ["ArnLike", "aws:SourceArn", `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*`],
        ],
      },
    ]),
    ...landingZone.config.managedRules
      .flatMap(({ remediation }) => remediation?.roleName ?? [])
      .map((role): [string, TrustedService] => [
        role,
        {
          service: "ssm.amazonaws.com",
          conditions: [
            ofAccount,
            ["ArnLike", "aws:SourceArn", `arn:${partition}:ssm:*:${accountId}:automation-execution/*`],
          ],
        },
      ]),
    // They start assessments of Amazon Inspector Classic.
    ...(landingZone.inspector?.classic?.targets ?? []).map((target): [string, TrustedService] => [
      classicScheduleName(landingZone.name, target.name),
      rules,
    ]),
  ]);
  return known.get(name);
}
