import type { AlarmDefinition, Carrier, ForwardedPattern, RuleDefinition, Variant } from "./definition";

/** What reports tampering and a broken detection. */
export interface Detection {
  readonly variant: Variant;
  /** Alarms on the trail's events in CloudWatch Logs. */
  readonly alarms: readonly Alarm[];
  /** Rules on the security event bus, on that of tampering, or on both. */
  readonly rules: readonly EventRule[];
  /** Patterns of the events that every account and region forwards to the bus. */
  readonly forwarded: readonly ForwardedPattern[];
  /** Patterns of the events that the region of global services forwards besides. */
  readonly globallyForwarded: readonly ForwardedPattern[];
  /** Days that the bus archives events. */
  readonly archiveDays: number;
}

export interface Alarm extends Pick<AlarmDefinition, "advice" | "severity" | "title"> {
  /** Identifier in construct ids: `rootLogin`. */
  readonly key: string;
  readonly alarmName: string;
  /** Name of the metric and its filter. */
  readonly metricName: string;
  /** CloudWatch Logs filter pattern. */
  readonly pattern: string;
  /** Events within five minutes that trigger it. */
  readonly threshold: number;
  /** Controls of benchmarks that ask for it. */
  readonly controls: readonly string[];
}

export interface EventRule extends Pick<RuleDefinition, "advice" | "severity" | "title"> {
  /** Identifier in construct ids: `trailTampering`. */
  readonly key: string;
  readonly ruleName: string;
  /** EventBridge event pattern as JSON text. */
  readonly pattern: string;
  /** Whether it is told of calls that only read as well. */
  readonly readsToo: boolean;
  /** By what it notifies: it is on the bus of each. */
  readonly carriers: readonly Carrier[];
  /** ARNs of what gets the event besides the topic. */
  readonly targets: readonly string[];
}
