import type { EventPattern, Variant } from "./definition";
import type { Severity } from "./severity";

/** What tells of tampering and of a broken detection. */
export interface Detection {
  readonly variant: Variant;
  /** Alarms on the trail's events in CloudWatch Logs. */
  readonly alarms: readonly Alarm[];
  /** Rules on the security event bus. */
  readonly rules: readonly EventRule[];
  /** Patterns of the events that every account and region hands on to the bus. */
  readonly forwarded: readonly EventPattern[];
  /** Patterns of the events that the region of global services hands on besides. */
  readonly globallyForwarded: readonly EventPattern[];
  /** Days that the bus archives events. */
  readonly archiveDays: number;
}

export interface Alarm {
  /** Identifier in construct ids: `rootLogin`. */
  readonly key: string;
  readonly alarmName: string;
  /** Name of the metric and its filter. */
  readonly metricName: string;
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly advice: string;
  readonly severity: Severity;
  /** CloudWatch Logs filter pattern. */
  readonly pattern: string;
  /** Events within five minutes that sound it. */
  readonly threshold: number;
  /** Controls of benchmarks that ask for it. */
  readonly controls: readonly string[];
}

export interface EventRule {
  /** Identifier in construct ids: `trailTampering`. */
  readonly key: string;
  readonly ruleName: string;
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  /** EventBridge event pattern as JSON text. */
  readonly pattern: string;
  /** ARNs of what gets the event besides the topic. */
  readonly targets: readonly string[];
}
