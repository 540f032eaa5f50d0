import { DescribeAlarmsCommand, GetMetricStatisticsCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchClient, MetricAlarm } from "@aws-sdk/client-cloudwatch";

const DAY_MILLISECONDS = 86_400_000;

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  LessThanThreshold: (value, threshold) => value < threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
};

/**
 * What CloudWatch does by itself, and the local AWS does not: finds the state of a deployed alarm by the values of its metric,
 * and sets it, which tells its topic. Periods without a value are not looked at.
 *
 * @param now the time of the local AWS
 */
export async function evaluateAlarm(client: CloudWatchClient, AlarmName: string, now: Date): Promise<"ALARM" | "OK"> {
  const { MetricAlarms: [alarm] = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
  if (alarm === undefined) throw new Error(`there is no alarm ${AlarmName}`);
  const { ComparisonOperator = "", EvaluationPeriods = 1, StateValue, Threshold = 0 } = alarm;
  const isBreaching = COMPARISONS[ComparisonOperator];
  if (isBreaching === undefined)
    throw new Error(`${AlarmName} compares in a way that is not known: ${ComparisonOperator}`);
  const latest = (await valuesOf(client, alarm, now)).slice(-EvaluationPeriods);
  const isAlarm = latest.length === EvaluationPeriods && latest.every((value) => isBreaching(value, Threshold));
  const state = isAlarm ? "ALARM" : "OK";
  if (state !== StateValue) {
    const StateReason = `the last values are ${latest.join(", ")}`;
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: state, StateReason }));
  }
  return state;
}

/** Of the metric of an alarm, by its periods, the latest last. */
async function valuesOf(client: CloudWatchClient, alarm: MetricAlarm, now: Date): Promise<number[]> {
  const { Dimensions, MetricName, Namespace, Period, Statistic = "Average" } = alarm;
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName,
      Dimensions,
      Period,
      Statistics: [Statistic],
      StartTime: new Date(now.getTime() - DAY_MILLISECONDS),
      EndTime: new Date(now.getTime() + DAY_MILLISECONDS),
    }),
  );
  return Datapoints.sort((a, b) => (a.Timestamp?.getTime() ?? 0) - (b.Timestamp?.getTime() ?? 0)).map((point) =>
    Number(point[Statistic]),
  );
}
