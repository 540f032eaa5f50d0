import type { Partition } from "./landing-zone";

/** Every AWS name this project gives, computed in this one place. */
export interface Names {
  readonly trail: string;
  readonly trailBucket: string;
  readonly configBucket: string;
  readonly accessLogBucket: string;
  /** Alias of the key that encrypts the logs, with its `alias/` prefix. */
  readonly logKeyAlias: string;
  readonly trailTopic: string;
  readonly trailLogGroup: string;
  readonly trailLogsRole: string;
  readonly alertTopic: string;
  readonly metricNamespace: string;
  readonly rootLoginAlarm: string;
  readonly configAggregator: string;
  readonly configAggregatorRole: string;
}

/** ARNs that are known before anything exists, because the names and the management account are. */
export interface Arns {
  readonly trail: string;
  readonly trailBucket: string;
  readonly configBucket: string;
  readonly accessLogBucket: string;
  readonly trailTopic: string;
  readonly trailLogGroup: string;
  readonly alertTopic: string;
}

export interface NamingInput {
  readonly name: string;
  readonly partition: Partition;
  readonly homeRegion: string;
  readonly managementAccountId: string;
}

export function namesOf({ name, homeRegion }: Pick<NamingInput, "name" | "homeRegion">): Names {
  return {
    trail: `${name}-organization`,
    trailBucket: `${name}-cloudtrail-${homeRegion}`,
    configBucket: `${name}-config-${homeRegion}`,
    accessLogBucket: `${name}-access-logs-${homeRegion}`,
    logKeyAlias: `alias/${name}-logs`,
    trailTopic: `${name}-trail-deliveries`,
    trailLogGroup: `${name}/organization-trail`,
    trailLogsRole: `${name}-trail-to-cloudwatch-logs`,
    alertTopic: `${name}-alerts`,
    metricNamespace: `${name}/CloudTrail`,
    rootLoginAlarm: `${name}-root-login`,
    configAggregator: `${name}-organization`,
    configAggregatorRole: `${name}-config-aggregator`,
  };
}

export function arnsOf(input: NamingInput): Arns {
  const { partition, homeRegion, managementAccountId } = input;
  const names = namesOf(input);
  const inManagement = (service: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${managementAccountId}:${resource}`;
  const bucket = (bucketName: string) => `arn:${partition}:s3:::${bucketName}`;
  return {
    trail: inManagement("cloudtrail", `trail/${names.trail}`),
    trailBucket: bucket(names.trailBucket),
    configBucket: bucket(names.configBucket),
    accessLogBucket: bucket(names.accessLogBucket),
    trailTopic: inManagement("sns", names.trailTopic),
    trailLogGroup: inManagement("logs", `log-group:${names.trailLogGroup}`),
    alertTopic: inManagement("sns", names.alertTopic),
  };
}
