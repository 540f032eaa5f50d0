import { namedAfter } from "../names";
import type { Carrier, DetectionInput, EventPattern } from "./definition";
import { HEALTH_ALARMS } from "./health";
import type { HealthAlarmDefinition } from "./health";

/**
 * The alarms on what carries news that are triggered, by their names. CloudWatch puts each change of an alarm's state on the
 * default bus of the alarm's account and region, whatever the alarm notifies.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function carrierHealthPattern({ name }: Pick<DetectionInput, "name">, carrier: Carrier): EventPattern {
  const names = Object.entries<HealthAlarmDefinition>(HEALTH_ALARMS)
    .filter(([, definition]) => (definition.carrier ?? "alerts") === carrier)
    .map(([key]) => namedAfter(name, key));
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: {
      alarmName: [...names, ...(carrier === "alerts" ? [{ wildcard: `${name}-*-rule-failed` }] : [])],
      state: { value: ["ALARM"] },
    },
  };
}
