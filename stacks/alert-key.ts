import { SEVERITIES } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import { alertTopicName } from "../config/names";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { NotificationKeyProps } from "../modules/kms/notification-key";
import type { Environment } from "../modules/environment";
import { topicArn } from "../modules/sns/topic";
import { queueArn } from "../modules/sqs/queue";

/** The key of all alert topics and of the queue for events that could not be delivered. */
export function alertKeyProps(environment: Environment, { breakGlass, names }: LandingZone): NotificationKeyProps {
  const topics = SEVERITIES.map((severity) => topicArn(environment, alertTopicName(names, severity)));
  const queue = queueArn(environment, names.securityDeadLetterQueue);
  return {
    environment,
    alias: names.alertKeyAlias,
    breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
    encrypters: [
      { sid: "AlarmsPublish", service: "cloudwatch.amazonaws.com", to: { topicArn: topics } },
      { sid: "EventRulesPublish", service: "events.amazonaws.com", to: { topicArn: topics } },
      { sid: "EventRulesSend", service: "events.amazonaws.com", to: { queueArns: [queue] } },
    ],
    consumers: { accountRoots: [accountRootArn(environment, environment.accountId)], queueArn: queue },
  };
}
