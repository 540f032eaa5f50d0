import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { checkOneOf, isKnown, nameOf, pathOf, refuse } from "../checks";
import { MetricAlarm } from "../cloudwatch/metric-alarm";
import { environmentOf } from "../environment";
import type { EnvironmentProps } from "../environment";
import { MEMORY_METRICS } from "./agent-configuration";

const PERIOD_SECONDS = 300;
const PERIODS = 3;
const DEFAULT_THRESHOLD_PERCENT = 90;

/** The environment is account and region of the hosts. */
export interface MemoryAlarmProps extends EnvironmentProps {
  /**
   * Unique in the account and region; at most 255 characters.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly alarmName?: string;
  /** Namespace in the agent's configuration. */
  readonly namespace: string;
  /**
   * The systems whose memory is monitored.
   * @default "linux"
   */
  readonly system?: keyof typeof MEMORY_METRICS;
  /**
   * Percent, 0 to 100, of the memory in use: at and above it the state becomes ALARM.
   * @default 90
   */
  readonly thresholdPercent?: number;
  /**
   * ARN of the topic, in the alarm's region, that is notified when the state becomes ALARM.
   * @default - none: EventBridge still emits an event for each change of state
   */
  readonly topicArn?: string;
}

/**
 * An alarm when a host uses almost all of its memory for a quarter of an hour. EC2 has no metric of memory: it is
 * the CloudWatch agent's.
 *
 * It watches the metric without dimensions, in which the agents of all hosts publish: the maximum is that of the
 * fullest host, known beforehand or not. The metric with the dimension `InstanceId` shows which one. No data is no
 * alarm, as there may be no hosts.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html
 */
export class MemoryAlarm extends Construct {
  /** ARN of the alarm. */
  readonly alarmArn: string;
  /** The alarm itself. */
  readonly alarm: MetricAlarm;
  /** The alarm: from then on it watches. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MemoryAlarmProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { alarmName = nameOf(where), namespace, system = "linux", topicArn } = props;
    const threshold = props.thresholdPercent ?? DEFAULT_THRESHOLD_PERCENT;
    checkOneOf(where, "system", system, ["linux", "windows"]);
    if (isKnown(threshold) && !(threshold >= 0 && threshold <= 100)) {
      refuse(where, "thresholdPercent", { got: threshold, allowed: "0 to 100" });
    }
    const environment = environmentOf(scope, id, props);
    this.alarm = new MetricAlarm(this, "Default", {
      environment,
      alarmName,
      namespace,
      threshold,
      topicArn,
      alarmDescription:
        `A host has used ${threshold} % of its memory or more for 15 minutes. ` +
        `Which one: ${MEMORY_METRICS[system]} by InstanceId in the namespace ${namespace}.`,
      metricName: MEMORY_METRICS[system],
      statistic: "Maximum",
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: PERIODS,
      comparison: ">=",
      missingData: "notBreaching",
    });
    this.alarmArn = this.alarm.alarmArn;
    this.ready = this.alarm.ready;
  }
}
