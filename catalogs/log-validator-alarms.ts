import type { HealthMetric } from "../config/detection/health";
import { VALIDATION_ALARMS } from "../config/log-validation/alarms";

/** What alarms have to know of a validator: what `LogValidator` of `modules/log-validation` has as fields. */
export interface WatchedValidator {
  /** Name of its function. */
  readonly functionName: string;
  /** Namespace of its metrics. */
  readonly metricNamespace: string;
  /** Name of the queue of what it could not work through. */
  readonly deadLetterQueueName: string;
  /** Minutes between two looks for what never arrived. */
  readonly sweepMinutes: number;
  /** Minutes that a digest may be late. */
  readonly graceMinutes: number;
}

/** An alarm on a metric, as `MetricAlarm` of `modules/cloudwatch` takes it. */
export interface MetricAlarmEntry extends HealthMetric {
  /** The name of the function, and what the alarm is about. */
  readonly alarmName: string;
  /** What happened and what to do. */
  readonly alarmDescription: string;
  /**
   * How many periods in a row have to be beyond the threshold.
   * @default 1
   */
  readonly evaluationPeriods?: number;
  /** How soon somebody has to look at it. */
  readonly severity: "critical" | "high" | "medium" | "low";
}

/**
 * The alarms on what a `LogValidator` finds, and on the validator itself, which would not tell that it was stopped; by keys that
 * stay the same.
 *
 * @example
 * for (const [key, alarm] of Object.entries(logValidatorAlarms(validator))) {
 *   new MetricAlarm(this, key, { ...alarm, topicArn: topic.topicArn });
 * }
 */
export function logValidatorAlarms(validator: WatchedValidator): Readonly<Record<string, MetricAlarmEntry>> {
  const { deadLetterQueueName, functionName, graceMinutes, metricNamespace, sweepMinutes } = validator;
  const input = {
    names: {
      logValidationDeadLetterQueue: deadLetterQueueName,
      logValidationNamespace: metricNamespace,
      logValidator: functionName,
    },
    settings: { graceMinutes, sweepMinutes },
  };
  return Object.fromEntries(
    Object.entries(VALIDATION_ALARMS).map(([key, { advice, metric, severity, title }]) => [
      key,
      {
        alarmName: `${functionName}-${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
        alarmDescription: `${title}. ${advice}`,
        severity,
        ...metric(input),
      },
    ]),
  );
}
