import { SEVERITIES } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import { alertTopicName } from "../config/names";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { NotificationKeyProps } from "../modules/kms/notification-key";
import type { Environment } from "../modules/environment";
import { topicArn } from "../modules/sns/topic";
import { queueArn } from "../modules/sqs/queue";

/** The key of all alert topics and of the queue for events that could not be delivered. */
export function alertKeyProps(environment: Environment, landingZone: LandingZone): NotificationKeyProps {
  const { names } = landingZone;
  return carrierKeyProps(environment, landingZone, {
    alias: names.alertKeyAlias,
    topicNames: SEVERITIES.map((severity) => alertTopicName(names, severity)),
    queueName: names.securityDeadLetterQueue,
  });
}

/** The key of the topic of tampering and of its queue, which the alerts have nothing of. */
export function tamperingKeyProps(environment: Environment, landingZone: LandingZone): NotificationKeyProps {
  const { names } = landingZone;
  return carrierKeyProps(environment, landingZone, {
    alias: names.tamperingKeyAlias,
    topicNames: [names.tamperingTopic],
    queueName: names.tamperingDeadLetterQueue,
  });
}

interface Carried {
  readonly alias: string;
  readonly topicNames: readonly string[];
  readonly queueName: string;
}

function carrierKeyProps(
  environment: Environment,
  { breakGlass }: LandingZone,
  { alias, queueName, topicNames }: Carried,
): NotificationKeyProps {
  const topics = topicNames.map((topicName) => topicArn(environment, topicName));
  const queue = queueArn(environment, queueName);
  return {
    environment,
    alias,
    breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
    encrypters: [
      { sid: "AlarmsPublish", service: "cloudwatch.amazonaws.com", to: { topicArn: topics } },
      { sid: "EventRulesPublish", service: "events.amazonaws.com", to: { topicArn: topics } },
      { sid: "EventRulesSend", service: "events.amazonaws.com", to: { queueArns: [queue] } },
    ],
    consumers: { accountRoots: [accountRootArn(environment, environment.accountId)], queueArn: queue },
  };
}
