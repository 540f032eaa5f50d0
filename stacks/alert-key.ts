import { SEVERITIES } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import { alertTopicName } from "../config/names";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { NotificationKeyProps } from "../modules/kms/notification-key";
import type { Place } from "../modules/place";
import { topicArn } from "../modules/sns/topic";
import { queueArn } from "../modules/sqs/queue";

/** The key of all alert topics and of the queue for events that could not be delivered. */
export function alertKeyProps(place: Place, { breakGlass, names }: LandingZone): NotificationKeyProps {
  const topics = SEVERITIES.map((severity) => topicArn(place, alertTopicName(names, severity)));
  const queue = queueArn(place, names.securityDeadLetterQueue);
  return {
    place,
    alias: names.alertKeyAlias,
    breakGlassRoleArn: roleArn(place, place.accountId, breakGlass.role),
    encrypters: [
      { sid: "AlarmsPublish", service: "cloudwatch.amazonaws.com", to: { topicArn: topics } },
      { sid: "EventRulesPublish", service: "events.amazonaws.com", to: { topicArn: topics } },
      { sid: "EventRulesSend", service: "events.amazonaws.com", to: { queueArns: [queue] } },
    ],
    consumers: { accountRoots: [accountRootArn(place, place.accountId)], queueArn: queue },
  };
}
