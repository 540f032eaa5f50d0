import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { checkFormats, checkWhole, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { jointly } from "../waiting";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { MetricAlarm } from "./metric-alarm";

const FIVE_MINUTES = 300;

export interface LogAlarmProps extends EnvironmentProps {
  /** Log group whose events are counted. */
  readonly logGroupName: string;
  /** A log event is counted when this CloudWatch Logs filter pattern matches it; at most 1,024 characters. */
  readonly pattern: string;
  /** Namespace of the metric. */
  readonly metricNamespace: string;
  /** Name of the metric and of its filter. */
  readonly metricName: string;
  /** Unique in the account and region; at most 255 characters. */
  readonly alarmName: string;
  /** What happened and what to do, shown with the alarm; at most 1,024 characters. */
  readonly alarmDescription: string;
  /**
   * How many matches within a period trigger the alarm.
   * @default 1
   */
  readonly threshold?: number;
  /**
   * Length of a period in seconds: 60 or a multiple of it, at most a day.
   * @default 300
   */
  readonly periodSeconds?: number;
  /**
   * ARN of the topic, in the alarm's region, that is notified when the state becomes ALARM.
   * @default - none: EventBridge still emits an event for each change of state
   */
  readonly topicArn?: string;
}

/**
 * Counts the events of a log group that match a pattern, with an alarm when there are too many within a period: by
 * default at the first one within five minutes. A period without events counts as OK.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export class LogAlarm extends Construct {
  /** ARN of the alarm. */
  readonly alarmArn: string;
  /** The alarm itself: from then on it watches. */
  readonly alarm: CloudwatchMetricAlarm;
  /** The alarm: from then on it watches. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogAlarmProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormats(where, props, {
      logGroupName: FORMATS.logGroupName,
      pattern: FORMATS.filterPattern,
      metricNamespace: FORMATS.metricNamespace,
    });
    checkWhole(where, "threshold", props.threshold, 1, Number.MAX_SAFE_INTEGER);
    const environment = environmentOf(scope, id, props);
    const filter = new CloudwatchLogMetricFilter(this, "Default", {
      ...inEnvironment(environment),
      name: props.metricName,
      logGroupName: props.logGroupName,
      pattern: props.pattern,
      metricTransformation: { namespace: props.metricNamespace, name: props.metricName, value: "1" },
    });
    const alarm = new MetricAlarm(this, "alarm", {
      environment,
      alarmName: props.alarmName,
      alarmDescription: props.alarmDescription,
      namespace: props.metricNamespace,
      metricName: props.metricName,
      statistic: "Sum",
      periodSeconds: props.periodSeconds ?? FIVE_MINUTES,
      comparison: ">=",
      threshold: props.threshold ?? 1,
      missingData: "notBreaching",
      topicArn: props.topicArn,
    });
    this.alarmArn = alarm.alarmArn;
    this.alarm = alarm.alarm;
    this.ready = jointly(this, [filter, alarm.ready]);
  }
}
