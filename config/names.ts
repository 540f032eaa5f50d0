import type { Partition } from "./landing-zone";

/** Every AWS name this project gives, computed in this one place. */
export interface Names {
  readonly trail: string;
  readonly trailBucket: string;
  readonly configBucket: string;
  readonly flowLogBucket: string;
  readonly accessLogBucket: string;
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
  readonly alertTopic: string;
  readonly metricNamespace: string;
  readonly rootLoginAlarm: string;
  readonly configAggregator: string;
  readonly configAggregatorRole: string;
  readonly mfaDeleteRule: string;
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
    alertTopic: `${name}-alerts`,
    metricNamespace: `${name}/CloudTrail`,
    rootLoginAlarm: `${name}-root-login`,
    configAggregator: `${name}-organization`,
    configAggregatorRole: `${name}-config-aggregator`,
    mfaDeleteRule: `${name}-mfa-delete`,
  };
}

/** Every bucket that logs are in. */
export function logBucketsOf(names: Names): string[] {
  const { accessLogBucket, configBucket, flowLogBucket, replicaAccessLogBucket, replicaBucket, trailBucket } = names;
  return [trailBucket, replicaBucket, configBucket, flowLogBucket, accessLogBucket, replicaAccessLogBucket];
}

export function arnsOf(input: NamingInput): Arns {
  const { homeRegion, managementAccountId, partition } = input;
  return { trail: `arn:${partition}:cloudtrail:${homeRegion}:${managementAccountId}:trail/${namesOf(input).trail}` };
}
