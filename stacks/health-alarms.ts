import type { Construct } from "constructs";
import { HEALTH_ALARMS } from "../config/detection/health";
import type { HealthAlarmDefinition } from "../config/detection/health";
import type { Carrier } from "../config/detection/definition";
import type { Severity } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import { namedAfter } from "../config/names";
import { MetricAlarm } from "../modules/cloudwatch/metric-alarm";
import type { Environment } from "../modules/environment";

export interface HealthAlarmsProps {
  readonly environment: Environment;
  readonly landingZone: LandingZone;
  /**
   * The carrier whose alarms are added.
   * @default "alerts"
   */
  readonly carrier?: Carrier;
  /** ARN of the topic of each severity. */
  readonly topics: Readonly<Record<Severity, string>>;
}

/** Adds the alarms on the detection itself that belong in one account. */
export function addHealthAlarms(
  scope: Construct,
  account: HealthAlarmDefinition["account"],
  { carrier = "alerts", landingZone: { name, names }, environment, topics }: HealthAlarmsProps,
): { readonly severity: Severity; readonly arn: string }[] {
  return Object.entries<HealthAlarmDefinition>(HEALTH_ALARMS)
    .filter(([, definition]) => definition.account === account && (definition.carrier ?? "alerts") === carrier)
    .map(([key, { advice, metric, severity, title }]) => {
      const { alarmArn: arn } = new MetricAlarm(scope, `health-${key}`, {
        environment,
        alarmName: namedAfter(name, key),
        alarmDescription: `${title}. ${advice}`,
        ...metric(names),
        topicArn: topics[severity],
      });
      return { severity, arn };
    });
}
