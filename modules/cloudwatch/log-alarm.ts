import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { at } from "../place";
import type { Place } from "../place";

const PERIOD_SECONDS = 300;

export interface LogAlarmProps {
  readonly place: Place;
  /** Log group whose events are counted. */
  readonly logGroupName: string;
  /** A log event is counted when this CloudWatch Logs filter pattern matches it; at most 1,024 characters. */
  readonly pattern: string;
  /** Namespace of the metric. */
  readonly metricNamespace: string;
  /** Name of the metric and of its filter. */
  readonly metricName: string;
  readonly alarmName: string;
  /** What happened and what to do, shown with the alarm; at most 1,024 characters. */
  readonly alarmDescription: string;
  /** ARN of the topic that is told when the alarm goes off. */
  readonly topicArn: string;
}

/**
 * Counts the events of a log group that match a pattern, and sounds an alarm at the first one within five minutes.
 * No events at all is no alarm.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export class LogAlarm extends Construct {
  constructor(scope: Construct, id: string, props: LogAlarmProps) {
    super(scope, id);
    new CloudwatchLogMetricFilter(this, "Default", {
      ...at(props.place),
      name: props.metricName,
      logGroupName: props.logGroupName,
      pattern: props.pattern,
      metricTransformation: { namespace: props.metricNamespace, name: props.metricName, value: "1" },
    });
    new CloudwatchMetricAlarm(this, "alarm", {
      ...at(props.place),
      alarmName: props.alarmName,
      alarmDescription: props.alarmDescription,
      namespace: props.metricNamespace,
      metricName: props.metricName,
      statistic: "Sum",
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
      alarmActions: [props.topicArn],
    });
  }
}
