import { SEVERITIES } from "../../config/detection/severity";
import { anyOf, inside, only } from "./question";
import type { Question, Subject } from "./question";
import { topicProtection, topicUse } from "./topics";

/** The topics that notify people: one for each severity, and one of tampering, which no alarm on the trail's events notifies. */
export function alertQuestions(subject: Subject): Question[] {
  const { landingZone, resource } = subject;
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
    const topic = { area, topic: resource(`alerting/${address}`), publishing: "AlarmsPublish" };
    const publishers = anyOf(
      only(...accounts.map(({ slug }) => `cloudwatch-${slug}`)),
      // AWS supports no conditions for EventBridge in a topic's policy, so that it is any rule's which knows the ARN.
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
      ({ principal }) => principal === "events.amazonaws.com",
      inside(audit.slug),
    );
    return [
      ...topicUse(topic, {
        what: "an alert",
        publishers,
        // AWS Security Hub reads it with the service-linked role of the account that has the alarm.
        // https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
        readers: inside(management.slug, audit.slug),
        reading: "AccountsSeeSubscribers",
      }),
      ...topicProtection(subject, topic),
    ];
  });
}
