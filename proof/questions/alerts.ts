import { SEVERITIES } from "../../config/detection/severity";
import { allBut, byPolicy, byServiceControl } from "../layers";
import { anyOf, bound, inside, nobody, only, target } from "./question";
import type { Question, Subject } from "./question";

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

/**
 * What AWS Security Hub asks of the topic of an alarm, with the service-linked role of the account that has the alarm.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
const READING: readonly (readonly [label: string, action: string])[] = [
  ["see who is subscribed", "sns:ListSubscriptionsByTopic"],
  ["see the topic's attributes", "sns:GetTopicAttributes"],
];

/** The topics that notify people: one for each severity, and one of tampering, which no alarm on the trail's events notifies. */
export function alertQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, logArchive, management } = landingZone;
  const topics: readonly (readonly [area: string, address: string, accounts: readonly { readonly slug: string }[]])[] =
    [
      // The alarms of a key store are in the log-archive account, those on what is left of one included.
      ...SEVERITIES.map(
        (severity) => [`alerts: ${severity}`, `alerts-${severity}`, [management, audit, logArchive]] as const,
      ),
      ["alerts: tampering", "tampering", [audit]],
    ];
  return topics.flatMap(([area, address, accounts]) => {
    const topic = { area, resource: target(resource(`alerting/${address}`)) };
    const readers = inside(management.slug, audit.slug);
    const publish = { ...topic, action: "sns:Publish" };
    const publishers = anyOf(
      only(...accounts.map(({ slug }) => `cloudwatch-${slug}`)),
      // AWS supports no conditions for EventBridge in a topic's policy, so that it is any rule's which knows the ARN.
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
      ({ principal }) => principal === "events.amazonaws.com",
      inside(audit.slug),
    );
    return [
      {
        ...publish,
        label: "publish an alert",
        allowed: publishers,
        layers: [byPolicy("AlarmsPublish", allBut(publishers))],
      },
      {
        ...publish,
        label: "publish an alert without TLS",
        context: { "aws:SecureTransport": "false" },
        allowed: nobody,
        layers: [byPolicy("DenyInsecureTransport", allBut(nobody))],
      },
      ...READING.map(([label, action]): Question => ({
        ...topic,
        label,
        action,
        allowed: readers,
        layers: [byPolicy("AccountsSeeSubscribers", allBut(readers))],
      })),
      ...SETTINGS.map(([label, action]): Question => ({
        ...topic,
        label,
        action,
        allowed: only(`deployment-${audit.slug}`, `break-glass-${audit.slug}`),
        guardrail: "topics",
        layers: [
          byServiceControl("topics", "Topics", bound(landingZone, "deployment", "break-glass")),
          byPolicy("AlarmsPublish", allBut(inside(audit.slug))),
        ],
      })),
    ];
  });
}
