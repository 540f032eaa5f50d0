import { FORWARDING_RULES } from "../detection/definition";
import type { Finding } from "../source/document";
import { located } from "../readable";
import type { Located, Reading } from "../readable";
import { logBucketsOf, namesOf } from "../names";
import type { Names } from "../names";
import { shortened } from "../source/printable";
import { LONGEST_BUCKET_NAME, RESERVED_BEGINNINGS, RESERVED_ENDS } from "../../aws/bucket-names";
import { REGIONS } from "../../aws/regions";
import type { Partition } from "../../aws/regions";
import { wrong } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

/** What is added to the name of a rule that forwards. */
const LONGEST_FORWARDING_END = Math.max(...Object.values(FORWARDING_RULES).map(({ suffix }) => suffix.length));

interface NameLimit {
  readonly what: string;
  /** Most characters. */
  readonly longest: number;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE: NameLimit = { what: "IAM role", longest: 64 };
/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const TOPIC: NameLimit = { what: "SNS topic", longest: 256 };
/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
const DASHBOARD: NameLimit = { what: "CloudWatch dashboard", longest: 255 };
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_GROUP: NameLimit = { what: "CloudWatch Logs group", longest: 512 };

/** Limits of kinds of names, by what their keys in `Names` end with. */
const LIMITS_OF_KINDS = {
  /** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationAggregator.html */
  Aggregator: { what: "AWS Config aggregator", longest: 256 },
  /** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
  Alias: { what: "KMS alias", longest: 256 },
  Bucket: { what: "S3 bucket", longest: LONGEST_BUCKET_NAME },
  LogGroup: LOG_GROUP,
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
  Namespace: { what: "CloudWatch namespace", longest: 255 },
  /** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
  Parameter: { what: "SSM parameter", longest: 1011 },
  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  Policy: { what: "IAM policy", longest: 128 },
  /** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
  Queue: { what: "SQS queue", longest: 80 },
  Role: ROLE,
  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html */
  StackSet: { what: "CloudFormation StackSet", longest: 128 },
  /** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
  Table: { what: "DynamoDB table", longest: 255 },
  Topic: TOPIC,
} as const satisfies Readonly<Record<string, NameLimit>>;

type Kind = keyof typeof LIMITS_OF_KINDS;

/** Limits of all other names. All characters of a valid `name` are allowed in all names. */
const LIMITS: Readonly<Record<Exclude<keyof Names, `${string}${Kind}`>, NameLimit>> = {
  /** @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html */
  accessAnalyzer: { what: "IAM Access Analyzer", longest: 255 },
  alarmDashboard: DASHBOARD,
  keyStoreDashboard: DASHBOARD,
  // The longest severity is added.
  alertTopics: { ...TOPIC, longest: TOPIC.longest - "-critical".length },
  /** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
  eventArchive: { what: "EventBridge archive", longest: 48 },
  // The name of a region is added.
  flowLogRoles: { ...ROLE, longest: ROLE.longest - "-ap-southeast-1".length },
  /** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
  forwardingRule: { what: "EventBridge rule", longest: 64 - LONGEST_FORWARDING_END },
  digestRule: { what: "EventBridge rule", longest: 64 },
  findingDeliveryRule: { what: "EventBridge rule", longest: 64 },
  inspectorForwardingRule: { what: "EventBridge rule", longest: 64 },
  /** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html */
  hsmNetwork: { what: "tag", longest: 256 },
  hsmClientHost: ROLE,
  hostLogGroups: { ...LOG_GROUP, longest: LOG_GROUP.longest - "/security".length },
  /** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html */
  keyStore: { what: "KMS custom key store", longest: 256 },
  // Functions, their roles and their schedules.
  cisCollector: ROLE,
  coverageProbe: ROLE,
  logValidator: ROLE,
  keyStoreProbe: ROLE,
  trailProbe: ROLE,
  /** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html */
  findingStream: { what: "Firehose stream", longest: 64 },
  /** @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
  mfaDeleteRule: { what: "AWS Config rule", longest: 128 },
  /** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
  securityBus: { what: "EventBridge event bus", longest: 256 },
  tamperingBus: { what: "EventBridge event bus", longest: 256 },
  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
  trail: { what: "CloudTrail trail", longest: 128 },
};

function limitOf(key: keyof Names): NameLimit {
  const kind = (Object.keys(LIMITS_OF_KINDS) as Kind[]).find((end) => key.endsWith(end));
  return kind === undefined ? LIMITS[key as keyof typeof LIMITS] : LIMITS_OF_KINDS[kind];
}

/** The name AWS would refuse first, which is the one that leaves least room. */
function longNames(reading: Reading): Findings {
  const { name } = reading;
  const naming = namesIn(reading);
  if (naming === undefined || name === undefined) {
    return [];
  }
  const tooLong = (Object.entries(naming.names) as [keyof Names, string][])
    .map(([key, derived]) => ({ derived, ...limitOf(key) }))
    .map((entry) => ({ ...entry, excess: entry.derived.length - entry.longest }))
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess);
  const [worst] = tooLong;
  if (worst === undefined) {
    return [];
  }
  const { derived, excess, longest, what } = worst;
  const room = name.length - excess;
  return {
    path: ["name"],
    message: `too long for the names that begin with it: the ${what} "${shortened(derived)}" has ${derived.length} characters`,
    got: `"${name}" (${name.length} characters)`,
    allowed: `${what} names have at most ${longest} characters, which leaves ${room} for name`,
    fix: `shorten name by ${excess} character${excess === 1 ? "" : "s"}`,
  };
}

/** All bucket names begin with `name` and a hyphen, and end with a region or hexadecimal digits, so that only the beginning matters. */
function reservedBucketNames(reading: Reading): Finding[] {
  return [
    ...located(reading.name, ["name"]).flatMap((name) => reserved(name, `${name.value}-`, RESERVED_BEGINNINGS, [])),
    ...stateBucket(reading).flatMap((bucket) => reserved(bucket, bucket.value, RESERVED_BEGINNINGS, RESERVED_ENDS)),
  ];
}

function stateBucket({ state }: Reading): Located[] {
  return state !== undefined && "bucket" in state ? located(state.bucket, ["state", "bucket"]) : [];
}

function reserved(written: Located, bucket: string, beginnings: readonly string[], ends: readonly string[]): Finding[] {
  const beginning = beginnings.find((text) => bucket.startsWith(text));
  const end = ends.find((text) => bucket.endsWith(text));
  const { path } = written;
  return [
    ...located(beginning, path).map((found) => ({
      affix: `begin with ${found.value}`,
      fix: "choose another beginning",
    })),
    ...located(end, path).map((found) => ({ affix: `end with ${found.value}`, fix: "choose another end" })),
  ].map(({ affix, fix }) => wrong(written, `S3 keeps bucket names that ${affix} for itself`, { fix }));
}

/** State beside the logs would put secrets where log readers read, and the state under the logs' retention. */
function stateInLogBucket(reading: Reading): Finding[] {
  const naming = namesIn(reading);
  return stateBucket(reading)
    .filter(({ value }) => naming !== undefined && logBucketsOf(naming.names).includes(value))
    .map((bucket) =>
      wrong(bucket, "this is one of the log buckets, which the landing zone makes itself", {
        fix: "keep the state in a bucket of its own",
      }),
    );
}

/** The names that follow from what could be read; nothing where the home region is none. */
export function namesIn({
  archive,
  homeRegion = "",
  name,
}: Reading): { names: Names; partition: Partition } | undefined {
  const partition = REGIONS.get(homeRegion)?.partition;
  // A region of copies that is none would only give lengths that are none.
  const replicaRegion = REGIONS.get(archive?.replica?.region ?? "")?.name;
  return name === undefined || partition === undefined
    ? undefined
    : {
        names: namesOf({ name, homeRegion, replicaRegion, replicaNamedAfter: archive?.replica?.namedAfter }),
        partition,
      };
}

export const NAME_RULES = [longNames, reservedBucketNames, stateInLogBucket] satisfies Rule[];
