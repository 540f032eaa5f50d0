import { createHash } from "node:crypto";
import type { Severity } from "./detection/severity";
import { kebab } from "./keys";
import { LONGEST_BUCKET_NAME } from "../aws/bucket-names";
import type { Partition } from "../aws/regions";

/** ARNs that are known before anything exists, because the names and the management account are. */
export interface Arns {
  readonly trail: string;
}

export interface NamingInput {
  readonly name: string;
  readonly partition: Partition;
  readonly homeRegion: string;
  readonly managementAccountId: string;
  /**
   * Region of the copies of the trail's files.
   * @default - the home region: there are none
   */
  readonly replicaRegion?: string;
  /**
   * Slug of the account that the buckets of the copies are named after besides their region: S3 gives a name once in a partition, and
   * the buckets of another account have the names that say the region alone.
   *
   * @default - the names say the region alone
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly replicaNamedAfter?: string;
}

/** Every AWS name this project gives, computed in this one place. */
export function namesOf(input: Pick<NamingInput, "homeRegion" | "name" | "replicaNamedAfter" | "replicaRegion">) {
  const { homeRegion, name, replicaNamedAfter, replicaRegion = homeRegion } = input;
  const copies = (what: string): string =>
    replicaNamedAfter === undefined
      ? `${name}-${what}-${replicaRegion}`
      : fitted(`${name}-${what}`, `${replicaNamedAfter}-${replicaRegion}`, LONGEST_BUCKET_NAME);
  return {
    trail: `${name}-organization`,
    trailBucket: `${name}-cloudtrail-${homeRegion}`,
    configBucket: `${name}-config-${homeRegion}`,
    flowLogBucket: `${name}-flow-logs-${homeRegion}`,
    accessLogBucket: `${name}-access-logs-${homeRegion}`,
    /** Transcripts of Session Manager, if they are kept. */
    sessionBucket: `${name}-sessions-${homeRegion}`,
    /** Copies of the trail's files, if there are any. */
    replicaBucket: copies("replica"),
    /** Server access logs of the copies. */
    replicaAccessLogBucket: copies("copy-access"),
    replicationRole: `${name}-trail-replication`,
    /** Alias of the key that encrypts the logs, with its `alias/` prefix, as all aliases. */
    logKeyAlias: `alias/${name}-logs`,
    replicaKeyAlias: `alias/${name}-log-replica`,
    logGroupKeyAlias: `alias/${name}-log-group`,
    notificationKeyAlias: `alias/${name}-notifications`,
    trailTopic: `${name}-trail-deliveries`,
    deliveryQueue: `${name}-trail-deliveries`,
    deliveryDeadLetterQueue: `${name}-trail-deliveries-dead`,
    trailLogGroup: `${name}/organization-trail`,
    trailLogsRole: `${name}-trail-to-cloudwatch-logs`,
    metricNamespace: `${name}/CloudTrail`,
    /** First part of the topics' names, one for each severity: see `alertTopicName`. */
    alertTopics: `${name}-alerts`,
    alertKeyAlias: `alias/${name}-alerts`,
    securityBus: `${name}-security`,
    eventArchive: `${name}-security`,
    securityDeadLetterQueue: `${name}-security-events-dead`,
    /** Bus of the second carrier of tampering, which shares nothing with what alarms notify by. */
    tamperingBus: `${name}-tampering`,
    tamperingTopic: `${name}-tampering`,
    tamperingKeyAlias: `alias/${name}-tampering`,
    tamperingDeadLetterQueue: `${name}-tampering-dead`,
    /** Of the rules that forward events to the security bus. */
    forwardingRule: `${name}-to-security-bus`,
    forwardingRole: `${name}-to-security-bus`,
    eventTargetRole: `${name}-event-targets`,
    chatRole: `${name}-chat`,
    alarmDashboard: `${name}-alarms`,
    alarmReaderPolicy: `${name}-alarm-reader`,
    alarmOperatorPolicy: `${name}-alarm-operator`,
    configAggregator: `${name}-organization`,
    configAggregatorRole: `${name}-config-aggregator`,
    /** Of accounts outside of the organization. */
    externalAggregator: `${name}-external`,
    /** What AWS Config reads an account with, where that is not its service-linked role. */
    configRecorderRole: `${name}-config-recorder`,
    /** Of AWS Config's notices, one in each region of the audit account. */
    configTopic: `${name}-config`,
    configTopicKeyAlias: `alias/${name}-config-notices`,
    configReaderPolicy: `${name}-config-reader`,
    configOperatorPolicy: `${name}-config-operator`,
    mfaDeleteRule: `${name}-mfa-delete`,
    accessAnalyzer: `${name}-organization`,
    /** What every IAM user with a job function has, besides groups of functions. */
    accessMfaPolicy: `${name}-access-mfa`,
    /** Of VPC flow logs in CloudWatch Logs. */
    flowLogGroup: `${name}/vpc-flow-logs`,
    /** First part of the roles that write them, one for each region. */
    flowLogRoles: `${name}-flow-logs`,
    /** CloudFormation StackSets of what every account has once, and in every region. */
    globalBaselineStackSet: `${name}-baseline-global`,
    regionalBaselineStackSet: `${name}-baseline`,
    /** Of AWS Config's service-linked role, and of its recorders, apart from the others: an account may have them already. */
    configRoleStackSet: `${name}-baseline-config-role`,
    recorderStackSet: `${name}-baseline-recorder`,
    /** Of the metrics that hosts publish. */
    hostNamespace: `${name}/Hosts`,
    /** What the log group of the hosts' logons begins with. */
    hostLogGroups: `${name}/hosts`,
    hostPolicy: `${name}-host`,
    linuxAgentParameter: `AmazonCloudWatch-${name}-linux`,
    windowsAgentParameter: `AmazonCloudWatch-${name}-windows`,
    /** KMS custom key store of the logs, if there is one. */
    keyStore: `${name}-logs`,
    keyStoreKeyAlias: `alias/${name}-key-store-logs`,
    hsmLogGroupKeyAlias: `alias/${name}-hsm-log-group`,
    /** What the cluster, its VPC and the parts of the VPC are called. */
    hsmNetwork: `${name}-hsm`,
    /** Host, security group, role and instance profile. */
    hsmClientHost: `${name}-hsm-client`,
    /** Functions that publish what AWS has no metric for, their roles and their schedules. */
    keyStoreProbe: `${name}-key-store-probe`,
    trailProbe: `${name}-trail-probe`,
    /** Of the alarms on the key store, in its account. */
    keyStoreDashboard: `${name}-key-store`,
    /** Of what the probe and the filters on the HSM audit log publish. */
    hsmNamespace: `${name}/CloudHSM`,
    /** Bucket of the log archive that Amazon Inspector's findings and CIS results are kept in. */
    findingBucket: `${name}-findings-${homeRegion}`,
    /** Firehose stream of findings, in the audit account, and its role. */
    findingStream: `${name}-findings`,
    findingStreamRole: `${name}-findings`,
    findingKeyAlias: `alias/${name}-findings`,
    /** What Firehose says of deliveries that fail. */
    findingStreamLogGroup: `${name}/findings`,
    /** Rule of the security bus that sends findings to the stream, and its role. */
    findingDeliveryRule: `${name}-inspector-findings`,
    findingDeliveryRole: `${name}-inspector-findings`,
    /** Of the rules of each region of the audit account that send Amazon Inspector's events to the security bus. */
    inspectorForwardingRule: `${name}-inspector`,
    inspectorForwardingRole: `${name}-inspector-events`,
    /** Function that counts what Amazon Inspector does not scan, its role and its schedule. */
    coverageProbe: `${name}-inspector-coverage`,
    /** Function that collects the results of CIS scans, its role and its schedule. */
    cisCollector: `${name}-cis-collector`,
    inspectorNamespace: `${name}/Inspector`,
    /** Function that verifies digests and log files, its role and its schedule. */
    logValidator: `${name}-log-validator`,
    /** What it works through, and what it could not. */
    logValidationQueue: `${name}-log-validation`,
    logValidationDeadLetterQueue: `${name}-log-validation-dead`,
    /** What is known of verified digests. */
    logValidationTable: `${name}-log-validation`,
    logValidationNamespace: `${name}/LogValidation`,
    /** Keys that `landing-zone bootstrap` makes: of Terraform's states, and of plans that pipelines hand on. */
    stateKeyAlias: `alias/${name}-terraform-state`,
    planKeyAlias: `alias/${name}-terraform-plans`,
    /** Rules that hand events of digests on: from the log archive to the security bus, and from there to the queue. */
    digestRule: `${name}-digests`,
  };
}

export type Names = Readonly<ReturnType<typeof namesOf>>;

/** Every bucket that logs are in. */
export function logBucketsOf(names: Names): string[] {
  return [
    names.trailBucket,
    names.replicaBucket,
    names.configBucket,
    names.flowLogBucket,
    names.sessionBucket,
    names.findingBucket,
    names.accessLogBucket,
    names.replicaAccessLogBucket,
  ];
}

export function arnsOf(input: NamingInput): Arns {
  const { homeRegion, managementAccountId, partition } = input;
  return { trail: `arn:${partition}:cloudtrail:${homeRegion}:${managementAccountId}:trail/${namesOf(input).trail}` };
}

/** Name of the topic of a severity. */
export function alertTopicName({ alertTopics }: Pick<Names, "alertTopics">, severity: Severity): string {
  return `${alertTopics}-${severity}`;
}

/** What the names of the alarms on hosts begin with. */
export function hostAlarmPrefix(name: string): string {
  return `${name}-hosts-`;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const LONGEST_ROLE_NAME = 64;

/** Name of the rule that starts an assessment of Amazon Inspector Classic, and of the role that it does so with. */
export function classicScheduleName(name: string, target: string): string {
  return fitted(name, `assess-${target}`, LONGEST_ROLE_NAME);
}

/**
 * A name after a key, within a limit that AWS sets: where the whole is longer, its end is replaced by a few hexadecimal
 * digits that differ from those of others.
 */
export function fitted(name: string, key: string, longest: number): string {
  const whole = namedAfter(name, key);
  if (whole.length <= longest) {
    return whole;
  }
  const digits = createHash("sha256").update(whole).digest("hex").slice(0, FITTED_DIGITS);
  return `${whole.slice(0, longest - digits.length - 1).replace(/-$/, "")}-${digits}`;
}

/** Collisions of cut names are then one in sixteen million. */
const FITTED_DIGITS = 6;

/** Name of an alarm, a rule or a metric after its key: `example-root-login`. */
export function namedAfter(name: string, key: string): string {
  return `${name}-${kebab(key)}`;
}
