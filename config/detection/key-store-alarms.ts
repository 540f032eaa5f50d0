import type { HealthMetric } from "./health";
import type { Severity } from "./severity";

/** An alarm on a key store, on what backs it, or on the trail that writes with its key. */
export interface KeyStoreAlarmDefinition {
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  /** Page in `docs/runbooks/` that says what to do, with commands. */
  readonly runbook: string;
}

export interface MetricAlarmDefinition extends KeyStoreAlarmDefinition {
  readonly metric: (input: MetricInput) => HealthMetric & { readonly evaluationPeriods?: number };
}

export interface MetricInput {
  /** Namespace of what the probe publishes. */
  readonly namespace: string;
  /** Name of the probe function. */
  readonly probe: string;
}

export interface ClusterInput extends MetricInput {
  readonly clusterId: string;
  /** Availability Zones with an active HSM that there have to be. */
  readonly zones: number;
}

const FIVE_MINUTES = 300;
const FIFTEEN_MINUTES = 900;
const ONE_HOUR = 3600;

/** A value of a probe, which publishes every five minutes. A period without one is the business of the alarm on its silence. */
const probed = (metricName: string, { namespace }: MetricInput) =>
  ({
    namespace,
    metricName,
    dimensions: {},
    periodSeconds: FIVE_MINUTES,
    missingData: "notBreaching",
  }) as const;

const below = (metricName: string, threshold: number, input: MetricInput): HealthMetric => ({
  ...probed(metricName, input),
  statistic: "Minimum",
  comparison: "<",
  threshold,
});

const atLeast = (metricName: string, threshold: number, input: MetricInput): HealthMetric => ({
  ...probed(metricName, input),
  statistic: "Maximum",
  comparison: ">=",
  threshold,
});

const silent = (metricName: string, input: MetricInput): HealthMetric => ({
  ...probed(metricName, input),
  statistic: "SampleCount",
  periodSeconds: FIFTEEN_MINUTES,
  comparison: "<",
  threshold: 1,
  missingData: "breaching",
});

/** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
const functionErrors = ({ probe }: MetricInput): HealthMetric => ({
  namespace: "AWS/Lambda",
  metricName: "Errors",
  dimensions: { FunctionName: probe },
  statistic: "Sum",
  periodSeconds: FIFTEEN_MINUTES,
  comparison: ">=",
  threshold: 1,
  missingData: "notBreaching",
});

/**
 * `HsmTemperature` is no metric of hsm2m.medium.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/hsm-metrics-cw.html
 */
const ofCluster = (metricName: string, { clusterId }: ClusterInput) =>
  ({ namespace: "AWS/CloudHSM", metricName, dimensions: { ClusterId: clusterId } }) as const;

/** On the HSMs, while there are some. */
export const HSM_ALARMS = {
  hsmUnhealthy: {
    title: "An HSM is not healthy",
    advice: "AWS replaces it. Until then the key store depends on the others: check that there is one.",
    severity: "high",
    runbook: "lost-hsm.md",
    metric: (input) => ({
      ...ofCluster("HsmUnhealthy", input),
      statistic: "Maximum",
      periodSeconds: FIVE_MINUTES,
      comparison: ">=",
      threshold: 1,
      missingData: "notBreaching",
    }),
  },
  hsmsSilent: {
    title: "No HSM reports anything",
    advice: "AWS publishes no metric of the cluster: there is no HSM, or AWS CloudHSM has an outage.",
    severity: "critical",
    runbook: "lost-hsm.md",
    metric: (input) => ({
      ...ofCluster("HsmSessionCount", input),
      statistic: "SampleCount",
      periodSeconds: FIFTEEN_MINUTES,
      comparison: "<",
      threshold: 1,
      missingData: "breaching",
    }),
  },
  hsmZones: {
    title: "HSMs are active in fewer Availability Zones than there should be",
    advice: "Without any the key is unavailable, and with fewer than two no key is made: add an HSM.",
    severity: "high",
    runbook: "lost-hsm.md",
    metric: (input) => ({ ...below("ActiveZones", input.zones, input), evaluationPeriods: 2 }),
  },
  noActiveHsm: {
    title: "No HSM is active",
    advice: "KMS may still call the key store connected, but no log can be encrypted or read with its key: add an HSM.",
    severity: "critical",
    runbook: "lost-hsm.md",
    metric: (input) => below("ActiveHsms", 1, input),
  },
} as const satisfies Readonly<
  Record<string, Omit<MetricAlarmDefinition, "metric"> & { metric: (input: ClusterInput) => HealthMetric }>
>;

/** On the key store, once there is one. */
export const STORE_ALARMS = {
  keyStoreDisconnected: {
    title: "The custom key store is not connected",
    advice:
      "Its key is unavailable: CloudTrail delivers nothing, and logs under it cannot be read. The probe's log has the error code.",
    severity: "critical",
    runbook: "disconnected.md",
    metric: (input) => ({ ...below("KeyStoreConnected", 1, input), evaluationPeriods: 2 }),
  },
} as const satisfies Readonly<Record<string, MetricAlarmDefinition>>;

/** On the function that looks after both. @param metricName of what it always publishes */
export const probeAlarms = (metricName: string) =>
  ({
    keyStoreProbeFails: {
      title: "The probe of the key store fails",
      advice: "Its log says why. Nobody knows whether the key store is connected until it works again.",
      severity: "high",
      runbook: "probes.md",
      metric: functionErrors,
    },
    keyStoreProbeSilent: {
      title: "The probe of the key store publishes nothing",
      advice: "Its schedule, its function or its role was changed, or KMS and CloudHSM do not answer.",
      severity: "critical",
      runbook: "probes.md",
      metric: (input) => silent(metricName, input),
    },
  }) as const satisfies Readonly<Record<string, MetricAlarmDefinition>>;

/** On the trail, in the management account. */
export const TRAIL_ALARMS = {
  trailStopped: {
    title: "The trail records nothing",
    advice: "Somebody stopped it: start it, and find out who.",
    severity: "critical",
    runbook: "trail-delivery.md",
    metric: (input) => below("TrailLogging", 1, input),
  },
  trailDeliveryFails: {
    title: "CloudTrail cannot deliver log files",
    advice: "The bucket or its key refuses them. The probe's log has the error; look at the key store first.",
    severity: "critical",
    runbook: "trail-delivery.md",
    metric: (input) => ({ ...atLeast("TrailDeliveryErrors", 1, input), evaluationPeriods: 2 }),
  },
  trailDeliveryLate: {
    title: "CloudTrail has delivered no log file for an hour",
    advice: "It delivers every few minutes. An unavailable key may show in nothing but this.",
    severity: "critical",
    runbook: "trail-delivery.md",
    metric: (input) => ({ ...atLeast("TrailDeliveryAge", ONE_HOUR, input), missingData: "breaching" }),
  },
  trailDigestFails: {
    title: "CloudTrail cannot deliver digest files",
    advice: "Without them nobody can show that log files are complete. The key encrypts those of newer trails, too.",
    severity: "high",
    runbook: "trail-delivery.md",
    metric: (input) => ({ ...atLeast("TrailDigestErrors", 1, input), evaluationPeriods: 2 }),
  },
  trailDigestLate: {
    title: "CloudTrail has delivered no digest file for three hours",
    advice: "It delivers one every hour. Until then nobody can show that log files are complete.",
    severity: "high",
    runbook: "trail-delivery.md",
    metric: (input) => ({ ...atLeast("TrailDigestAge", 3 * ONE_HOUR, input), missingData: "breaching" }),
  },
  trailNoticesFail: {
    title: "CloudTrail cannot write to CloudWatch Logs or notify of deliveries",
    advice: "Alarms on its events are not triggered, or consumers do not hear of files. The probe's log has the error.",
    severity: "high",
    runbook: "trail-delivery.md",
    metric: (input) => ({ ...atLeast("TrailOtherErrors", 1, input), evaluationPeriods: 2 }),
  },
  trailProbeFails: {
    title: "The probe of the trail fails",
    advice: "Its log says why. Errors of deliveries are not seen until it works again.",
    severity: "high",
    runbook: "probes.md",
    metric: functionErrors,
  },
  trailProbeSilent: {
    title: "The probe of the trail publishes nothing",
    advice: "Its schedule, its function or its role was changed, or CloudTrail does not answer.",
    severity: "high",
    runbook: "probes.md",
    metric: (input) => silent("TrailLogging", input),
  },
} as const satisfies Readonly<Record<string, MetricAlarmDefinition>>;

interface AuditLogAlarmDefinition extends Omit<KeyStoreAlarmDefinition, "title"> {
  /** @default 1 */
  readonly threshold?: number;
  /** @default 300 */
  readonly periodSeconds?: number;
}

const ONE_DAY = 86_400;

/** On what the HSM audit log says; what happened is said where its records are known. */
export const AUDIT_LOG_ALARMS = {
  failedLogins: {
    advice:
      "The record names the user. Five wrong passwords lock it, and KMS out if it is kmsuser: find out who tries.",
    severity: "high",
    runbook: "locked-out.md",
  },
  wrongPasswords: {
    advice:
      "Or it is about to be: HSMs count each for itself, and all are counted here, of a day and of all users. If it is kmsuser, the key store is disconnected soon.",
    severity: "critical",
    runbook: "locked-out.md",
    threshold: 5,
    periodSeconds: ONE_DAY,
  },
  erasures: {
    advice: "The first HSM of a cluster records this once, before the ceremony. Any other time its keys are at stake.",
    severity: "critical",
    runbook: "lost-hsm.md",
  },
  userChanges: {
    advice:
      "Expected in a ceremony, and of kmsuser's password whenever KMS connects. Else somebody takes the HSMs over.",
    severity: "high",
    runbook: "locked-out.md",
  },
  deletedKeys: {
    advice:
      "KMS deletes a key when its waiting period ends, and no other time. Nothing under the key can be read again.",
    severity: "critical",
    runbook: "restore.md",
  },
  deletedSessionKeys: {
    advice: "Session keys end with their session. Many, or of a user other than kmsuser: find out who works there.",
    severity: "low",
    runbook: "restore.md",
  },
  exportedKeys: {
    advice: "KMS exports and shares no key. Somebody who knows a user of the HSMs may have the key outside of them.",
    severity: "critical",
    runbook: "locked-out.md",
  },
  newKeys: {
    advice: "Expected when a KMS key is made in the key store. Else somebody uses the HSMs for something else.",
    severity: "medium",
    runbook: "locked-out.md",
  },
} as const satisfies Readonly<Record<string, AuditLogAlarmDefinition>>;

/** All alarms that there are with a key store, by what they are on. */
export function alarmsOfKeyStore(
  type: "cloudhsm" | "external" | undefined,
): readonly Readonly<Record<string, { readonly severity: Severity }>>[] {
  const always = [STORE_ALARMS, probeAlarms("KeyStoreConnected"), TRAIL_ALARMS];
  return type === "cloudhsm" ? [HSM_ALARMS, AUDIT_LOG_ALARMS, ...always] : always;
}
