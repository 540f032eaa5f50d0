import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { checkFormats, checkOneOf, checkWhole, isKnown, pathOf, refuse } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

const OPERATORS = {
  ">=": "GreaterThanOrEqualToThreshold",
  ">": "GreaterThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
  "<": "LessThanThreshold",
} as const;

export interface MetricAlarmProps extends EnvironmentProps {
  /** Unique in the account and region; at most 255 characters. */
  readonly alarmName: string;
  /** What happened and what to do, shown with the alarm; at most 1,024 characters. */
  readonly alarmDescription: string;
  /** Namespace of the metric such as `AWS/SQS`. */
  readonly namespace: string;
  /** At most 255 characters. */
  readonly metricName: string;
  /**
   * All the dimensions of the metric, at most 30: a metric with fewer or more of them is a different one.
   * @default - none
   */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** What the data of a period is reduced to. */
  readonly statistic: "SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum";
  /** Length of a period in seconds: 10, 20, 30 or a multiple of 60. */
  readonly periodSeconds: number;
  /**
   * How many periods in a row have to be beyond the threshold. Together they last a day at most, or a week if each is
   * an hour or longer.
   * @default 1
   */
  readonly evaluationPeriods?: number;
  /** How the statistic compares to the threshold when the state becomes ALARM. */
  readonly comparison: keyof typeof OPERATORS;
  /** In the unit of the metric. */
  readonly threshold: number;
  /** What a period without data counts as; `missing` leaves the alarm without a state, `ignore` leaves it as it was. */
  readonly missingData: "breaching" | "notBreaching" | "ignore" | "missing";
  /**
   * ARN of the topic, in the alarm's region, that is notified when the state becomes ALARM.
   * @default - none: EventBridge still emits an event for each change of state
   */
  readonly topicArn?: string;
}

/**
 * An alarm on one metric of its own account and region. It notifies a topic when the state becomes ALARM, and nobody
 * when the state is OK again.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class MetricAlarm extends Construct {
  /** ARN of the alarm. */
  readonly alarmArn: string;
  /** The alarm itself: from then on it watches. */
  readonly alarm: CloudwatchMetricAlarm;
  /** The alarm: from then on it watches. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    checkMetricAlarm(pathOf(scope, id), props);
    const environment = environmentOf(scope, id, props);
    const alarm = new CloudwatchMetricAlarm(this, "Default", {
      ...inEnvironment(environment),
      alarmName: props.alarmName,
      alarmDescription: props.alarmDescription,
      namespace: props.namespace,
      metricName: props.metricName,
      dimensions: props.dimensions,
      statistic: props.statistic,
      period: props.periodSeconds,
      evaluationPeriods: props.evaluationPeriods ?? 1,
      comparisonOperator: OPERATORS[props.comparison],
      threshold: props.threshold,
      treatMissingData: props.missingData,
      alarmActions: props.topicArn === undefined ? undefined : [props.topicArn],
    });
    this.alarmArn = alarm.arn;
    this.alarm = alarm;
    this.ready = alarm;
  }
}

const DAY = 86_400;
const WEEK = 7 * DAY;
const HOUR = 3600;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function checkMetricAlarm(where: string, props: MetricAlarmProps): void {
  checkFormats(where, props, {
    alarmName: FORMATS.alarmName,
    alarmDescription: FORMATS.alarmDescription,
    topicArn: FORMATS.topicArn,
  });
  checkOneOf(where, "comparison", props.comparison, Object.keys(OPERATORS) as MetricAlarmProps["comparison"][]);
  checkOneOf(where, "missingData", props.missingData, ["breaching", "notBreaching", "ignore", "missing"]);
  const { evaluationPeriods = 1, periodSeconds } = props;
  if (!isKnown(periodSeconds) || !isKnown(evaluationPeriods)) {
    return;
  }
  if (![10, 20, 30].includes(periodSeconds) && !(periodSeconds > 0 && periodSeconds % 60 === 0)) {
    refuse(where, "periodSeconds", { got: periodSeconds, allowed: "10, 20, 30 or a multiple of 60" });
  }
  const longest = Math.floor((periodSeconds < HOUR ? DAY : WEEK) / periodSeconds);
  if (longest === 0) {
    refuse(where, "periodSeconds", { got: periodSeconds, allowed: "at most a week, 604,800" });
  }
  checkWhole(where, "evaluationPeriods", evaluationPeriods, 1, longest);
}
