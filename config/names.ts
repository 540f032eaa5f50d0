import { createHash } from "node:crypto";
import type { Severity } from "./detection/severity";
import { kebab } from "./keys";
import type { Partition } from "../aws/regions";

/** Every AWS name this project gives, computed in this one place. */
export interface Names {
  readonly trail: string;
  readonly trailBucket: string;
  readonly configBucket: string;
  readonly flowLogBucket: string;
  readonly accessLogBucket: string;
  /** Transcripts of Session Manager, if they are kept. */
  readonly sessionBucket: string;
  /** Copies of the trail's files, if there are any. */
  readonly replicaBucket: string;
  /** Server access logs of the copies. */
  readonly replicaAccessLogBucket: string;
  readonly replicationRole: string;
  /** Alias of the key that encrypts the logs, with its `alias/` prefix, as all aliases. */
  readonly logKeyAlias: string;
  readonly replicaKeyAlias: string;
  readonly logGroupKeyAlias: string;
  readonly notificationKeyAlias: string;
  readonly trailTopic: string;
  readonly deliveryQueue: string;
  readonly deliveryDeadLetterQueue: string;
  readonly trailLogGroup: string;
  readonly trailLogsRole: string;
  readonly metricNamespace: string;
  /** First part of the topics' names, one for each severity: see `alertTopicName`. */
  readonly alertTopics: string;
  readonly alertKeyAlias: string;
  readonly securityBus: string;
  readonly eventArchive: string;
  readonly securityDeadLetterQueue: string;
  /** Of the rules that hand events on to the security bus. */
  readonly forwardingRule: string;
  readonly forwardingRole: string;
  readonly eventTargetRole: string;
  readonly chatRole: string;
  readonly alarmDashboard: string;
  readonly alarmReaderPolicy: string;
  readonly alarmOperatorPolicy: string;
  readonly configAggregator: string;
  readonly configAggregatorRole: string;
  /** Of accounts outside of the organization. */
  readonly externalAggregator: string;
  /** What AWS Config reads an account with, where that is not its service-linked role. */
  readonly configRecorderRole: string;
  /** Of AWS Config's notices, one in each region of the audit account. */
  readonly configTopic: string;
  readonly configTopicKeyAlias: string;
  readonly configReaderPolicy: string;
  readonly configOperatorPolicy: string;
  readonly mfaDeleteRule: string;
  readonly accessAnalyzer: string;
  /** Of VPC flow logs in CloudWatch Logs. */
  readonly flowLogGroup: string;
  /** First part of the roles that write them, one for each region. */
  readonly flowLogRoles: string;
  /** CloudFormation StackSets of what every account has once, and in every region. */
  readonly globalBaselineStackSet: string;
  readonly regionalBaselineStackSet: string;
  /** Of the metrics that hosts publish. */
  readonly hostNamespace: string;
  /** What the log group of the hosts' logons begins with. */
  readonly hostLogGroups: string;
  readonly hostPolicy: string;
  readonly linuxAgentParameter: string;
  readonly windowsAgentParameter: string;
}

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
}

export function namesOf(input: Pick<NamingInput, "homeRegion" | "name" | "replicaRegion">): Names {
  const { homeRegion, name, replicaRegion = homeRegion } = input;
  return {
    trail: `${name}-organization`,
    trailBucket: `${name}-cloudtrail-${homeRegion}`,
    configBucket: `${name}-config-${homeRegion}`,
    flowLogBucket: `${name}-flow-logs-${homeRegion}`,
    accessLogBucket: `${name}-access-logs-${homeRegion}`,
    sessionBucket: `${name}-sessions-${homeRegion}`,
    replicaBucket: `${name}-replica-${replicaRegion}`,
    replicaAccessLogBucket: `${name}-copy-access-${replicaRegion}`,
    replicationRole: `${name}-trail-replication`,
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
    alertTopics: `${name}-alerts`,
    alertKeyAlias: `alias/${name}-alerts`,
    securityBus: `${name}-security`,
    eventArchive: `${name}-security`,
    securityDeadLetterQueue: `${name}-security-events-dead`,
    forwardingRule: `${name}-to-security-bus`,
    forwardingRole: `${name}-to-security-bus`,
    eventTargetRole: `${name}-event-targets`,
    chatRole: `${name}-chat`,
    alarmDashboard: `${name}-alarms`,
    alarmReaderPolicy: `${name}-alarm-reader`,
    alarmOperatorPolicy: `${name}-alarm-operator`,
    configAggregator: `${name}-organization`,
    configAggregatorRole: `${name}-config-aggregator`,
    externalAggregator: `${name}-external`,
    configRecorderRole: `${name}-config-recorder`,
    configTopic: `${name}-config`,
    configTopicKeyAlias: `alias/${name}-config-notices`,
    configReaderPolicy: `${name}-config-reader`,
    configOperatorPolicy: `${name}-config-operator`,
    mfaDeleteRule: `${name}-mfa-delete`,
    accessAnalyzer: `${name}-organization`,
    flowLogGroup: `${name}/vpc-flow-logs`,
    flowLogRoles: `${name}-flow-logs`,
    globalBaselineStackSet: `${name}-baseline-global`,
    regionalBaselineStackSet: `${name}-baseline`,
    hostNamespace: `${name}/Hosts`,
    hostLogGroups: `${name}/hosts`,
    hostPolicy: `${name}-host`,
    linuxAgentParameter: `AmazonCloudWatch-${name}-linux`,
    windowsAgentParameter: `AmazonCloudWatch-${name}-windows`,
  };
}

/** Every bucket that logs are in. */
export function logBucketsOf(names: Names): string[] {
  const { accessLogBucket, configBucket, flowLogBucket, replicaAccessLogBucket, replicaBucket, sessionBucket } = names;
  return [
    names.trailBucket,
    replicaBucket,
    configBucket,
    flowLogBucket,
    sessionBucket,
    accessLogBucket,
    replicaAccessLogBucket,
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

/**
 * A name after a key, within a limit that AWS sets: where the whole is longer, its end is replaced by a few hexadecimal
 * digits that tell it apart from others.
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
