import type { Names } from "../names";
import type { Carrier } from "./definition";
import type { Severity } from "./severity";

/** An alarm on a metric that AWS publishes, which shows that the detection itself is broken. */
export interface HealthAlarmDefinition {
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  /** The account it is in. */
  readonly account: "audit" | "management";
  /**
   * Whose topic it notifies, in whose region it is: an alarm notifies topics of its own region.
   * @default "alerts"
   */
  readonly carrier?: Carrier;
  readonly metric: (names: Names) => HealthMetric;
}

export interface HealthMetric {
  /** Namespace of the metric. */
  readonly namespace: string;
  /** Name of the metric. */
  readonly metricName: string;
  /** All the dimensions of the metric. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** What the data of a period is reduced to. */
  readonly statistic: "Maximum" | "Minimum" | "SampleCount" | "Sum";
  /** Length of a period in seconds. */
  readonly periodSeconds: number;
  /** How the statistic compares to the threshold when the state becomes ALARM. */
  readonly comparison: "<" | ">=";
  /** In the unit of the metric. */
  readonly threshold: number;
  /** What a period without data counts as. */
  readonly missingData: "breaching" | "notBreaching";
}

const ONE_HOUR = 3600;
const FIVE_MINUTES = 300;

/** One in five minutes; no data is none. */
const ANY = { periodSeconds: FIVE_MINUTES, comparison: ">=", threshold: 1, missingData: "notBreaching" } as const;

const deadLetters = (queueName: string): HealthMetric => ({
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: queueName },
  statistic: "Maximum",
  ...ANY,
});

/** They cannot be disabled: an alarm that nobody would miss is none. */
export const HEALTH_ALARMS = {
  trailSilent: {
    title: "The trail delivers nothing to CloudWatch Logs",
    advice: "For an hour no event arrived: no alarm on the trail's events can go off. Look at the trail's status.",
    severity: "critical",
    account: "management",
    /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
    metric: ({ trailLogGroup }) => ({
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: trailLogGroup },
      statistic: "Sum",
      periodSeconds: ONE_HOUR,
      comparison: "<",
      threshold: 1,
      missingData: "breaching",
    }),
  },
  deliveryDeadLetters: {
    title: "A consumer failed to work through the trail's delivery notifications",
    advice: "Messages were received five times and not deleted. Mend the consumer, then move them back.",
    severity: "high",
    account: "management",
    metric: ({ deliveryDeadLetterQueue }) => deadLetters(deliveryDeadLetterQueue),
  },
  securityDeadLetters: {
    title: "EventBridge could not deliver a security event",
    advice: "The queue has the event; its attributes say which target failed and why.",
    severity: "critical",
    account: "audit",
    metric: ({ securityDeadLetterQueue }) => deadLetters(securityDeadLetterQueue),
  },
  tamperingDeadLetters: {
    title: "EventBridge could not deliver news of tampering to its second topic",
    advice: "The queue has the event; its attributes say which target failed and why. The alert topics have the news.",
    severity: "critical",
    account: "audit",
    carrier: "tampering",
    metric: ({ tamperingDeadLetterQueue }) => deadLetters(tamperingDeadLetterQueue),
  },
} as const satisfies Readonly<Record<string, HealthAlarmDefinition>>;

/**
 * Shows that a rule on the security event bus fails to invoke its targets.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function failedInvocations(busName: string, ruleName: string): HealthMetric {
  return {
    namespace: "AWS/Events",
    metricName: "FailedInvocations",
    dimensions: { EventBusName: busName, RuleName: ruleName },
    statistic: "Sum",
    ...ANY,
  };
}
