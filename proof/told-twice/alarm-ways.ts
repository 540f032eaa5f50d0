import { FilterPatternError, matchesFilterPattern, parseFilterPattern } from "../../patterns/filter-pattern";
import type { Block } from "../kinds";
import { addressOf } from "./found";
import type { Found, Resources } from "./found";
import type { Topic } from "./topics";
import { lastRemembered } from "./way";
import type { Recorded, Way } from "./way";

/** The trail, and the log group that alarms read its events from. */
export interface TrailEnd {
  readonly trail: Found;
  readonly logGroup: Found | undefined;
}

/** Every metric filter on the trail's log group, each alarm on its metric, and each topic that the alarm notifies. */
export function alarmWays(resources: Resources, topics: readonly Topic[], { logGroup, trail }: TrailEnd): Way[] {
  const inDetection = (type: string): Found[] => resources.ofType(type, (id) => id === "detection");
  const alarms = inDetection("aws_cloudwatch_metric_alarm");
  return inDetection("aws_cloudwatch_log_metric_filter").flatMap((filter): Way[] => {
    const counted = (filter.block.metric_transformation ?? {}) as Block;
    const matches = matcherOf(filter);
    const onFilter = alarms.filter(
      ({ block }) => block.metric_name === counted.name && block.namespace === counted.namespace,
    );
    const readsTrail = logGroup !== undefined && filter.block.log_group_name === logGroup.block.name;
    return onFilter.flatMap((alarm) => {
      const actions = [alarm.block.alarm_actions ?? []].flat() as string[];
      const notified = actions.map((arn) => ({ arn, topic: topics.find((topic) => topic.arn === arn) }));
      return (notified.length === 0 ? [{ arn: "nothing", topic: undefined }] : notified).map(({ arn, topic }): Way => {
        const reporter = String(alarm.block.alarm_name);
        return {
          kind: "alarm",
          reporter,
          name: `${reporter} to ${topic?.name ?? arn}`,
          matches,
          broken:
            alarmFault(alarm, counted) ??
            (readsTrail ? undefined : `${addressOf(filter)} does not read the trail's log group`) ??
            (topic === undefined ? `${addressOf(alarm)} notifies ${arn} in place of an alert topic` : topic.broken),
          members: new Set([
            `trail ${String(trail.block.name)}`,
            resources.role(trail, trail.block.cloud_watch_logs_role_arn),
            `logGroup ${String(filter.block.log_group_name)}`,
            ...(logGroup === undefined ? [] : [resources.key(logGroup, logGroup.block.kms_key_id)]),
            `metricFilter ${String(filter.block.log_group_name)} ${String(filter.block.name)}`,
            `alarm ${reporter}`,
            `region ${resources.place(alarm).region}`,
            ...(logGroup === undefined ? [] : [`region ${resources.place(logGroup).region}`]),
            ...(topic?.members ?? []),
          ]),
        };
      });
    });
  });
}

/** Why an alarm does not go off at the first event that its filter counts. */
function alarmFault(alarm: Found, { value }: Block): string | undefined {
  const { actions_enabled: enabled, comparison_operator: operator, evaluation_periods: periods } = alarm.block;
  const { datapoints_to_alarm: datapoints = periods, statistic, threshold } = alarm.block;
  const where = addressOf(alarm);
  if (enabled === false || enabled === "false") {
    return `the actions of ${where} are disabled`;
  }
  const isReached =
    (operator === "GreaterThanOrEqualToThreshold" && Number(threshold) <= Number(value)) ||
    (operator === "GreaterThanThreshold" && Number(threshold) < Number(value));
  if (!isReached || statistic !== "Sum") {
    return `${where} does not go off at one event: ${String(statistic)} ${String(operator)} ${String(threshold)}`;
  }
  return Number(datapoints) === 1 ? undefined : `${where} waits for ${String(datapoints)} periods`;
}

function matcherOf({ block }: Found): (event: Recorded) => boolean {
  try {
    const pattern = parseFilterPattern(String(block.pattern));
    return lastRemembered(({ record }) => matchesFilterPattern(pattern, textOf(record)));
  } catch (error) {
    if (error instanceof FilterPatternError) {
      return () => false;
    }
    throw error;
  }
}

const texts = new WeakMap<Recorded["record"], string>();

function textOf(record: Recorded["record"]): string {
  const known = texts.get(record) ?? JSON.stringify(record);
  texts.set(record, known);
  return known;
}
