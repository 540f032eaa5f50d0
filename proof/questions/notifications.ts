import { inside, nobody, only, target } from "./question";
import type { Question, Subject } from "./question";

export function notificationQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, management } = landingZone;
  const deliveries = target(resource("organization-trail/delivery-topic"));
  const queue = target(resource("organization-trail/delivery-queue"));
  const plain = { "aws:SecureTransport": "false" };
  return [
    {
      area: "delivery topic",
      label: "announce a delivery",
      action: "sns:Publish",
      resource: deliveries,
      allowed: only("cloudtrail"),
    },
    {
      area: "delivery topic",
      label: "announce a delivery without TLS",
      action: "sns:Publish",
      resource: deliveries,
      context: plain,
      allowed: nobody,
    },
    {
      area: "delivery queue",
      label: "put a message in",
      action: "sqs:SendMessage",
      resource: queue,
      allowed: only("sns"),
    },
    {
      area: "delivery queue",
      label: "take messages out",
      action: "sqs:ReceiveMessage",
      resource: queue,
      allowed: inside(management.slug, audit.slug),
    },
    {
      area: "delivery queue",
      label: "take messages out without TLS",
      action: "sqs:ReceiveMessage",
      resource: queue,
      context: plain,
      allowed: nobody,
    },
    {
      area: "dead-letter queue",
      label: "look at messages without TLS",
      action: "sqs:ReceiveMessage",
      resource: target(resource("organization-trail/delivery-queue_dead-letters_0A9ACE4F")),
      context: plain,
      allowed: nobody,
    },
  ];
}
