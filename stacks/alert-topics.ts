import { bySeverity } from "../config/detection/severity";
import type { Severity } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import type { Environment } from "../modules/environment";
import { topicArn } from "../modules/sns/topic";

/** ARN of the topic of each severity, known before the topic is. `environment` is the audit account at home. */
export function alertTopicArns(environment: Environment, { alerts }: LandingZone): Readonly<Record<Severity, string>> {
  return bySeverity((severity) => topicArn(environment, alerts.routes[severity].topicName));
}
