import { allBut, byPolicy, byServiceControl } from "../layers";
import type { Rule } from "../layers";
import { bound, inside, nobody, only, target } from "./question";
import type { Question, Subject } from "./question";
import type { Resource } from "../policies";

/** How people stop being notified of what happens, or others begin to be. */
const SETTINGS: readonly (readonly [label: string, action: string])[] = [
  ["subscribe", "sns:Subscribe"],
  ["change the topic's policy or key", "sns:SetTopicAttributes"],
  ["let others in", "sns:AddPermission"],
  ["shut publishers out", "sns:RemovePermission"],
  ["delete the topic", "sns:DeleteTopic"],
  ["take a subscriber away", "sns:Unsubscribe"],
  ["filter what a subscriber is told", "sns:SetSubscriptionAttributes"],
];

/** What is read of a topic, by people and by AWS Security Hub. */
const READING: readonly (readonly [label: string, action: string])[] = [
  ["see who is subscribed", "sns:ListSubscriptionsByTopic"],
  ["see the topic's attributes", "sns:GetTopicAttributes"],
];

/** A topic of the audit account. */
export interface AskedTopic {
  readonly area: string;
  readonly topic: Resource;
  /** Sid of the statement that lets services publish, and allows nothing else. */
  readonly publishing: string;
}

/** Who changes a topic of the audit account, its subscribers among the rest, or deletes it. */
export function topicProtection({ landingZone }: Subject, { area, publishing, topic }: AskedTopic): Question[] {
  const { audit } = landingZone;
  return SETTINGS.map(([label, action]): Question => ({
    area,
    label,
    action,
    resource: target(topic),
    allowed: only(`deployment-${audit.slug}`, `break-glass-${audit.slug}`),
    guardrail: "topics",
    layers: [
      byServiceControl("topics", "Topics", bound(landingZone, "deployment", "break-glass")),
      byPolicy(publishing, allBut(inside(audit.slug))),
    ],
  }));
}

export interface TopicUse {
  /** What is published: `an alert`. */
  readonly what: string;
  readonly publishers: Rule;
  readonly readers: Rule;
  /** Sid of the statement that lets them read. */
  readonly reading: string;
}

/** Who publishes to a topic, with TLS alone, and who looks at it. */
export function topicUse(
  { area, publishing, topic }: AskedTopic,
  { publishers, readers, reading, what }: TopicUse,
): Question[] {
  const asked = { area, resource: target(topic) };
  const publish = { ...asked, label: `publish ${what}`, action: "sns:Publish" };
  return [
    { ...publish, allowed: publishers, layers: [byPolicy(publishing, allBut(publishers))] },
    {
      ...publish,
      label: `publish ${what} without TLS`,
      context: { "aws:SecureTransport": "false" },
      allowed: nobody,
      layers: [byPolicy("DenyInsecureTransport", allBut(nobody))],
    },
    ...READING.map(([label, action]): Question => ({
      ...asked,
      label,
      action,
      allowed: readers,
      layers: [byPolicy(reading, allBut(readers))],
    })),
  ];
}
