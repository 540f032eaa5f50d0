import type { Construct } from "constructs";
import {
  AUDIT_LOG_ALARMS,
  HSM_ALARMS,
  probeAlarms,
  STORE_ALARMS,
  TRAIL_ALARMS,
} from "../config/detection/key-store-alarms";
import type { KeyStoreAlarmDefinition } from "../config/detection/key-store-alarms";
import type { HealthMetric } from "../config/detection/health";
import type { Severity } from "../config/detection/severity";
import { namedAfter } from "../config/names";
import { AUDIT_LOG_PATTERNS } from "../aws/hsm-audit-log";
import type { AuditLogKind } from "../aws/hsm-audit-log";
import { LogAlarm } from "../modules/cloudwatch/log-alarm";
import { MetricAlarm } from "../modules/cloudwatch/metric-alarm";
import type { Environment } from "../modules/environment";
import type { PolicyStatement } from "../modules/iam/policy-document";
import { ScheduledFunction } from "../modules/lambda/scheduled-function";

const EVERY_MINUTES = 5;

export interface MonitoringProps {
  readonly environment: Environment;
  /** Prefix of every name the landing zone gives. */
  readonly name: string;
  /** Of the function, its role and its schedule. */
  readonly probeName: string;
  /** Namespace of the metrics. */
  readonly namespace: string;
  /** ARN of the topic of each severity, whose policies let alarms of this account publish. */
  readonly topics: Readonly<Record<Severity, string>>;
}

export interface KeyStoreMonitoringProps extends MonitoringProps {
  /** @default - none: the key store is an external one */
  readonly cluster?: {
    readonly id: string;
    /** Of the log group that AWS writes the HSM audit log to, which has to be there. */
    readonly auditLogGroupName: string;
    /** Availability Zones with an active HSM that there have to be: one until the cluster is active, then all. */
    readonly zones: number;
  };
  /**
   * Name of the custom key store, whose state is published.
   * @default - none yet
   */
  readonly keyStoreName?: string;
  /** Whether the key store has to be connected: one that never was is no reason for an alarm. */
  readonly isConnected: boolean;
}

export interface TrailProbeProps extends MonitoringProps {
  readonly trailArn: string;
}

export interface AddedAlarm {
  readonly severity: Severity;
  readonly arn: string;
}

/** Adds the probe of the key store, and alarms on it, on the HSMs and on what their audit log says. */
export function addKeyStoreMonitoring(scope: Construct, props: KeyStoreMonitoringProps): AddedAlarm[] {
  const { cluster, environment, isConnected, keyStoreName, namespace, probeName: probe } = props;
  new ScheduledFunction(scope, "key-store-probe", {
    environment,
    functionName: probe,
    description: "Publishes whether the key store is connected and which HSMs are active",
    source: "key-store-probe",
    everyMinutes: EVERY_MINUTES,
    variables: {
      NAMESPACE: namespace,
      ...(cluster && { CLUSTER_ID: cluster.id }),
      ...(keyStoreName === undefined ? {} : { KEY_STORE: keyStoreName }),
    },
    statements: [
      // AWS knows no resources for these two.
      {
        Sid: "ReadKeyStore",
        Effect: "Allow",
        Action: [...(cluster ? ["cloudhsm:DescribeClusters"] : []), "kms:DescribeCustomKeyStores"],
        Resource: "*",
      },
      publishes(namespace),
    ],
  });
  const input = { namespace, probe };
  const always = probeAlarms(cluster ? "ActiveHsms" : "KeyStoreConnected");
  return [
    ...(cluster ? addAuditLogAlarms(scope, props, cluster.auditLogGroupName) : []),
    ...(cluster
      ? Object.entries(HSM_ALARMS).map(([key, definition]) =>
          addAlarm(
            scope,
            props,
            key,
            definition,
            definition.metric({ ...input, clusterId: cluster.id, zones: cluster.zones }),
          ),
        )
      : []),
    ...Object.entries(isConnected ? STORE_ALARMS : {}).map(([key, definition]) =>
      addAlarm(scope, props, key, definition, definition.metric(input)),
    ),
    ...Object.entries(always).map(([key, definition]) =>
      addAlarm(scope, props, key, definition, definition.metric(input)),
    ),
  ];
}

/** Adds the probe of the trail and alarms on what it finds, in the trail's account and home region. */
export function addTrailProbe(scope: Construct, props: TrailProbeProps): AddedAlarm[] {
  const { environment, namespace, probeName: probe, trailArn } = props;
  new ScheduledFunction(scope, "trail-probe", {
    environment,
    functionName: probe,
    description: "Publishes errors and ages of the trail's last deliveries",
    source: "trail-probe",
    everyMinutes: EVERY_MINUTES,
    variables: { NAMESPACE: namespace, TRAIL: trailArn },
    statements: [
      { Sid: "ReadTrail", Effect: "Allow", Action: "cloudtrail:GetTrailStatus", Resource: trailArn },
      publishes(namespace),
    ],
  });
  return Object.entries(TRAIL_ALARMS).map(([key, definition]) =>
    addAlarm(scope, props, key, definition, definition.metric({ namespace, probe })),
  );
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html */
function publishes(namespace: string): PolicyStatement {
  return {
    Sid: "PublishMetrics",
    Effect: "Allow",
    Action: "cloudwatch:PutMetricData",
    Resource: "*",
    Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
  };
}

function addAuditLogAlarms(scope: Construct, props: MonitoringProps, logGroupName: string): AddedAlarm[] {
  const { environment, name, namespace, topics } = props;
  return (Object.keys(AUDIT_LOG_PATTERNS) as AuditLogKind[]).map((kind) => {
    const { name: metricName, pattern, title } = AUDIT_LOG_PATTERNS[kind];
    const definition: (typeof AUDIT_LOG_ALARMS)[AuditLogKind] & { threshold?: number; periodSeconds?: number } =
      AUDIT_LOG_ALARMS[kind];
    const { alarmArn } = new LogAlarm(scope, `audit-log-${kind}`, {
      environment,
      logGroupName,
      pattern,
      metricName,
      metricNamespace: namespace,
      threshold: definition.threshold,
      periodSeconds: definition.periodSeconds,
      alarmName: `${name}-${metricName}`,
      alarmDescription: describe({ title, ...definition }),
      topicArn: topics[definition.severity],
    });
    return { severity: definition.severity, arn: alarmArn };
  });
}

function addAlarm(
  scope: Construct,
  { environment, name, topics }: MonitoringProps,
  key: string,
  definition: KeyStoreAlarmDefinition,
  metric: HealthMetric,
): AddedAlarm {
  const { alarmArn: arn } = new MetricAlarm(scope, `watch-${key}`, {
    environment,
    alarmName: namedAfter(name, key),
    alarmDescription: describe(definition),
    ...metric,
    topicArn: topics[definition.severity],
  });
  return { severity: definition.severity, arn };
}

function describe({ advice, runbook, title }: KeyStoreAlarmDefinition): string {
  return `${title}. ${advice} Runbook: docs/runbooks/${runbook}`;
}
