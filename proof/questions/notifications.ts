import { allBut, byPolicy, byServiceControl } from "../layers";
import { anyOf, bound, inside, nobody, only, target } from "./question";
import type { Question, Subject } from "./question";

export function notificationQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, management } = landingZone;
  const deliveries = target(resource("organization-trail/delivery-topic"));
  const queue = target(resource("organization-trail/delivery-queue"));
  const deadLetters = target(resource("organization-trail/delivery-queue_dead-letters_0A9ACE4F"));
  // Whoever sends dead letters back is asked for the permission to send.
  const senders = anyOf(only("sns"), only(`break-glass-${management.slug}`));
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
      allowed: senders,
      layers: [byPolicy("DenyOtherSenders", allBut(senders))],
    },
    {
      area: "delivery queue",
      label: "find the queue by its name",
      action: "sqs:GetQueueUrl",
      resource: queue,
      allowed: readers,
      layers: [byPolicy("ConsumersReceive", allBut(readers))],
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
      label: "start to send dead letters back",
      action: "sqs:StartMessageMoveTask",
      resource: deadLetters,
      allowed: inside(management.slug),
      layers: [
        byPolicy("no statement for others", allBut(inside(management.slug))),
        byServiceControl("queues", "Queues", bound(landingZone, "deployment", "break-glass")),
      ],
    },
    {
      area: "dead-letter queue",
      label: "look at messages without TLS",
      action: "sqs:ReceiveMessage",
      resource: deadLetters,
      context: plain,
      allowed: nobody,
      layers: withoutTls,
    },
  ];
}
