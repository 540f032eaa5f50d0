import type { LandingZone } from "../../config/landing-zone";
import { classicScheduleName } from "../../config/names";

/** Whom a role is made for: one service, and what it has to say of itself. */
export interface TrustedService {
  readonly service: string;
  /** What its requests have to carry: conditions of a trust policy, by operator and key. */
  readonly conditions: readonly (readonly [operator: string, key: string, value: string])[];
  /** Why nothing is demanded of its requests; absent where something is. */
  readonly why?: string;
  /** What was looked up about it where nothing is demanded. */
  readonly lookedUp?: LookedUp;
}

/** A page about the role of a service, AWS's own where there is one, and what it says of source conditions. */
export interface LookedUp {
  readonly page: string;
  /** ISO 8601. */
  readonly day: string;
  readonly says: string;
}

/** A role's name, its account and partition. */
interface Named {
  readonly name: string;
  readonly accountId: string;
}

const UNSAID =
  "AWS does not document that the service says on whose behalf it assumes the role; whoever hands the role to it needs iam:PassRole";

const DAY = "2026-11-30";
const DOCS = "https://docs.aws.amazon.com";

/**
 * What AWS's pages say of the roles of services that send no source keys, as far as anybody publishes it. A condition on a key that
 * is not sent keeps the service out, without a word: https://github.com/prowler-cloud/prowler/issues/4714 tells it of CloudTrail.
 */
const LOOKED_UP: ReadonlyMap<string, Omit<LookedUp, "day">> = new Map([
  [
    "chatbot.amazonaws.com",
    {
      page: `${DOCS}/chatbot/latest/adminguide/security-iam.md`,
      says: "nothing of source keys, as far as its text could be read",
    },
  ],
  [
    "cloudtrail.amazonaws.com",
    {
      page: `${DOCS}/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html`,
      says: "what the role may do, and no condition; with aws:SourceArn or aws:SourceAccount deliveries were seen to stop",
    },
  ],
  [
    "config.amazonaws.com",
    {
      page: `${DOCS}/config/latest/APIReference/API_OrganizationAggregationSource.html`,
      says: "that the role is for details of the organization, and nothing of source keys",
    },
  ],
  [
    "ec2.amazonaws.com",
    {
      page: "https://github.com/prowler-cloud/prowler/issues/2810",
      says: "that a scanner is wrong to ask for the keys in roles of instances; no page of AWS was found that shows them there",
    },
  ],
  [
    "firehose.amazonaws.com",
    {
      page: `${DOCS}/firehose/latest/dev/controlling-access.html#firehose-assume-role`,
      says:
        "a trust policy without a condition, in AWS's source of the page; older ones asked for sts:ExternalId of the account. " +
        "Its text of this year could not be read",
    },
  ],
  [
    "lambda.amazonaws.com",
    {
      page: `${DOCS}/lambda/latest/dg/permissions-source-function-arn.html`,
      says: "that calls by the function carry its ARN, and nothing of how Lambda assumes its role",
    },
  ],
  [
    "s3.amazonaws.com",
    {
      page: `${DOCS}/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html`,
      says: "how the role is made; no page was found that has S3 send source keys when it assumes it",
    },
  ],
]);

function unsourced(service: string): TrustedService {
  const found = LOOKED_UP.get(service);
  return { service, conditions: [], why: UNSAID, ...(found === undefined ? {} : { lookedUp: { ...found, day: DAY } }) };
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
