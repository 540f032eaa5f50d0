import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AlarmSection } from "./alarm-dashboard";
import { checkNotEmpty, pathOf, refuse } from "../checks";
import { environmentOf } from "../environment";
import { jointly } from "../waiting";
import type { EnvironmentProps } from "../environment";
import { LogAlarm } from "./log-alarm";

/** An alarm of a catalog, such as those that `cisAlarms()` gives. */
export interface CatalogAlarm {
  /** What happened, as a headline. */
  readonly title: string;
  /**
   * What it means and what to do.
   * @default - nothing
   */
  readonly advice?: string;
  /** CloudWatch Logs filter pattern, at most 1,024 characters. */
  readonly pattern: string;
  /**
   * Events within five minutes that trigger it.
   * @default 1
   */
  readonly threshold?: number;
  /**
   * Which of the topics is notified.
   * @default - the only one
   */
  readonly severity?: string;
}

export interface LogAlarmsProps extends EnvironmentProps {
  /** Log group whose events are counted: `trail.logGroup`, or its name. */
  readonly logGroup: { readonly logGroupName: string } | string;
  /** Alarms by keys that stay the same: each is part of a Terraform address, and of the names of metric and alarm. */
  readonly alarms: Readonly<Record<string, CatalogAlarm>>;
  /**
   * ARN of the topic, in this region, that is notified; or of one for each severity.
   * @default - none: EventBridge still emits an event for each change of state
   */
  readonly topicArn?: Readonly<Record<string, string>> | string;
  /**
   * What the alarms are, as a headline for dashboards.
   * @default "Alarms"
   */
  readonly title?: string;
  /**
   * Namespace of the metrics, which the names of the alarms begin with.
   * @default "security"
   */
  readonly namespace?: string;
}

/**
 * Alarms of a catalog on the events of one log group: a metric filter and an alarm for each.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export class LogAlarms extends Construct implements AlarmSection {
  /** Headline of the section, for dashboards. */
  readonly title: string;
  /** By their keys. */
  readonly alarms: Readonly<Record<string, LogAlarm>>;
  /** In the order of the catalog, for dashboards. */
  readonly alarmArns: readonly string[];
  /** All alarms. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogAlarmsProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const environment = environmentOf(scope, id, props);
    const { logGroup, namespace = "security", topicArn } = props;
    const entries = Object.entries(props.alarms);
    checkNotEmpty(where, "alarms", entries);
    const made = entries.map(([key, { advice, pattern, severity, threshold, title }]): [string, LogAlarm] => {
      const name = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const alarm = new LogAlarm(this, key, {
        environment,
        logGroupName: typeof logGroup === "string" ? logGroup : logGroup.logGroupName,
        pattern,
        metricNamespace: namespace,
        metricName: name,
        alarmName: `${namespace}-${name}`,
        alarmDescription: advice === undefined ? title : `${title}. ${advice}`,
        threshold,
        topicArn: typeof topicArn === "object" ? topicOf(where, topicArn, severity) : topicArn,
      });
      return [key, alarm];
    });
    this.title = props.title ?? "Alarms";
    this.alarms = Object.fromEntries(made);
    this.alarmArns = made.map(([, { alarmArn }]) => alarmArn);
    this.ready = jointly(
      this,
      made.map(([, { ready }]) => ready),
    );
  }
}

function topicOf(where: string, topics: Readonly<Record<string, string>>, severity = "medium"): string {
  return (
    new Map(Object.entries(topics)).get(severity) ??
    refuse(where, "topicArn", { got: Object.keys(topics), allowed: `a topic of ${severity} as well` })
  );
}
