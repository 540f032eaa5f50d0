import type { Construct } from "constructs";
import { bySeverity } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import type { Environment } from "../modules/environment";
import { eventRuleArn } from "../modules/events/arns";
import { EventAlert } from "../modules/events/event-alert";
import { SecurityBus } from "../modules/events/security-bus";
import { NotificationKey } from "../modules/kms/notification-key";
import { AlertTopic } from "../modules/sns/alert-topic";
import { DeadLetterQueue } from "../modules/sqs/dead-letter-queue";
import { tamperingKeyProps } from "./alert-key";
import { subscriptionsOf } from "./alert-subscriptions";
import { addHealthAlarms } from "./health-alarms";

export interface TamperingCarrierProps {
  /** The audit account, in a region where no alarm on the trail's events is, if several are governed. */
  readonly environment: Environment;
  readonly landingZone: LandingZone;
  readonly organizationId: string;
}

/**
 * Adds the second carrier of tampering: a bus, rules, a topic, a key and a queue of its own, so that whoever takes away what alarms
 * notify by, or the region that it is in, is still reported, and the other way round.
 */
export function addTamperingCarrier(
  scope: Construct,
  { environment, landingZone, organizationId }: TamperingCarrierProps,
): AlertTopic {
  const { alerts, detection, names } = landingZone;
  const key = new NotificationKey(scope, "tampering-key", tamperingKeyProps(environment, landingZone));
  const topic = new AlertTopic(scope, "tampering", {
    environment,
    topicName: alerts.tampering.topicName,
    kmsKeyArn: key.keyArn,
    // Of the alarm on its own queue: those on the trail's events notify other topics.
    alarmAccountIds: [environment.accountId],
    // Whose readers of alarms are to see who is alerted.
    readerAccountIds: [landingZone.management.id],
    subscriptions: subscriptionsOf(alerts.tampering),
    mayMove: true,
  });
  const bus = new SecurityBus(scope, "tampering-bus", {
    environment,
    busName: names.tamperingBus,
    description: "Tampering in any account of the organization; the archive of the security events has it, too",
    organizationId,
    forwarderRoleName: names.forwardingRole,
  });
  const deadLetters = new DeadLetterQueue(scope, "tampering-dead-letters", {
    environment,
    queueName: names.tamperingDeadLetterQueue,
    kmsKeyArn: key.keyArn,
    senders: [
      {
        sid: "RulesSend",
        service: "events.amazonaws.com",
        sourceArn: eventRuleArn(environment, "*", names.tamperingBus),
      },
    ],
  });
  for (const { advice, carriers, key: slug, pattern, readsToo, ruleName, title } of detection.rules) {
    if (carriers.includes("tampering")) {
      new EventAlert(scope, `tampering-rule-${slug}`, {
        environment,
        busName: bus.busName,
        ruleName,
        deadLetterQueueArn: deadLetters.queueArn,
        eventPattern: pattern,
        readsToo,
        description: `${title}. ${advice}`,
        topicArn: topic.topicArn,
      });
    }
  }
  addHealthAlarms(scope, "audit", {
    environment,
    landingZone,
    topics: bySeverity(() => topic.topicArn),
    carrier: "tampering",
  });
  return topic;
}
