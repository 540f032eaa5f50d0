import type { Construct } from "constructs";
import { failedInvocations } from "../config/detection/health";
import type { LandingZone } from "../config/landing-zone";
import { MetricAlarm } from "../modules/cloudwatch/metric-alarm";
import type { Environment } from "../modules/environment";

export interface RuleFailedAlarmProps {
  /** The audit account at home, where the security bus is. */
  readonly environment: Environment;
  readonly landingZone: Pick<LandingZone, "names">;
  /** Name of a rule of the security bus. */
  readonly ruleName: string;
  /** ARN of the topic that is notified. */
  readonly topicArn: string;
}

/** Adds the alarm on a rule of the security bus that fails to invoke its targets, and so notifies nobody. */
export function addRuleFailedAlarm(
  scope: Construct,
  id: string,
  { environment, landingZone, ruleName, topicArn }: RuleFailedAlarmProps,
): void {
  new MetricAlarm(scope, id, {
    environment,
    alarmName: `${ruleName}-rule-failed`,
    alarmDescription: `The rule ${ruleName} fails to invoke a target. The dead-letter queue has the events.`,
    ...failedInvocations(landingZone.names.securityBus, ruleName),
    topicArn,
  });
}
