import { allBut, byPolicy } from "../layers";
import { inside, nobody, only, target } from "./question";
import type { Question, Subject } from "./question";

export function notificationQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, management } = landingZone;
  const deliveries = target(resource("organization-trail/delivery-topic"));
  const queue = target(resource("organization-trail/delivery-queue"));
  const readers = inside(management.slug, audit.slug);
  const withoutTls: Question["layers"] = [byPolicy("DenyInsecureTransport", allBut(nobody))];
  const plain = { "aws:SecureTransport": "false" };
  return [
    {
      area: "delivery topic",
      label: "announce a delivery",
      action: "sns:Publish",
      resource: deliveries,
      allowed: only("cloudtrail"),
      layers: [byPolicy("TrailPublishes", allBut(only("cloudtrail")))],
    },
    {
      area: "delivery topic",
      label: "announce a delivery without TLS",
      action: "sns:Publish",
      resource: deliveries,
      context: plain,
      allowed: nobody,
      layers: withoutTls,
    },
    {
      area: "delivery queue",
      label: "put a message in",
      action: "sqs:SendMessage",
      resource: queue,
      allowed: only("sns"),
      layers: [byPolicy("TopicSends", allBut(only("sns")))],
    },
    {
      area: "delivery queue",
      label: "take messages out",
      action: "sqs:ReceiveMessage",
      resource: queue,
      allowed: readers,
      layers: [byPolicy("ConsumersReceive", allBut(readers))],
    },
    {
      area: "delivery queue",
      label: "take messages out without TLS",
      action: "sqs:ReceiveMessage",
      resource: queue,
      context: plain,
      allowed: nobody,
      layers: withoutTls,
    },
    {
      area: "dead-letter queue",
      label: "look at messages without TLS",
      action: "sqs:ReceiveMessage",
      resource: target(resource("organization-trail/delivery-queue_dead-letters_0A9ACE4F")),
      context: plain,
      allowed: nobody,
      layers: withoutTls,
    },
  ];
}
