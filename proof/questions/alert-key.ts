import { SEVERITIES } from "../../config/detection/severity";
import type { RequestContext } from "../principal";
import { byPolicy } from "../layers";
import type { Resource } from "../policies";
import { asKeyAllows, keyProtection, OUTSIDERS_OF_KEYS } from "./keys";
import { usesOf } from "./key-use";
import { anyOf, deputies, inside, nobody, onceOpened, only } from "./question";
import type { Question, Subject } from "./question";

/** A key of topics that notify people and of the queue of what could not be delivered to them. */
interface CarrierKey {
  readonly area: string;
  readonly key: Resource;
  /** Alias that guardrails know it by. */
  readonly alias: string;
  /** ARNs of the topics, and what their questions are called by. */
  readonly topics: readonly (readonly [label: string, arn: string])[];
  readonly queueArn: string;
  /** ARN of a topic of another carrier, which has a key of its own. */
  readonly otherTopicArn: string;
}

/** The key of the alert topics, and that of the topic of tampering, each with a queue of undelivered events. */
export function alertKeyQuestions(subject: Subject): Question[] {
  const { landingZone, resource } = subject;
  const { names } = landingZone;
  const alerts = SEVERITIES.map(
    (severity) => [`encrypt alerts: ${severity}`, resource(`alerting/alerts-${severity}`).arn] as const,
  );
  const tampering = resource("alerting/tampering").arn;
  return [
    ...carrierKeyQuestions(subject, {
      area: "alert key",
      key: resource("alerting/alert-key"),
      alias: names.alertKeyAlias,
      topics: alerts,
      queueArn: resource("alerting/dead-letters").arn,
      otherTopicArn: tampering,
    }),
    ...carrierKeyQuestions(subject, {
      area: "tampering key",
      key: resource("alerting/tampering-key"),
      alias: names.tamperingKeyAlias,
      topics: [["encrypt news of tampering", tampering]],
      queueArn: resource("alerting/tampering-dead-letters").arn,
      otherTopicArn: alerts[0]?.[1] ?? "",
    }),
  ];
}

function carrierKeyQuestions(
  { landingZone }: Subject,
  { alias, area, key, otherTopicArn, queueArn, topics }: CarrierKey,
): Question[] {
  const { audit } = landingZone;
  const ask = usesOf({ alias, area, key }, asPublished);
  /** The key's policy takes services by their names; that those of other organizations stay out is for the guardrail. */
  function asPublished(statement: string, allowed: Question["allowed"]): Question["layers"] {
    const [, ...outside] = asKeyAllows(statement, allowed);
    return [byPolicy(statement, (principal) => !allowed(principal) && !deputies(principal)), ...outside];
  }
  const encrypt = "kms:GenerateDataKey";
  const topic = (arn: string): RequestContext => ({ "kms:EncryptionContext:aws:sns:topicArn": arn });
  const ofQueue: RequestContext = { "kms:EncryptionContext:aws:sqs:arn": queueArn };
  // Whose alarms and rules they are is for the policies of topics and queue; those that name an external source are kept out.
  const service = (name: string): Question["allowed"] => {
    return (principal) => principal.principal === name && !principal.key.endsWith("-outside");
  };
  const [alarms, rules] = [service("cloudwatch.amazonaws.com"), service("events.amazonaws.com")];
  return [
    ...topics.map(([label, arn]): Question => ({
      ...ask(label, encrypt, "AlarmsPublish", topic(arn), anyOf(alarms, rules)),
      guardrail: "keys",
    })),
    { ...ask("encrypt undelivered events", encrypt, "EventRulesSend", ofQueue, rules), guardrail: "keys" },
    ask("encrypt for another topic", encrypt, "AlarmsPublish", topic(`${topics[0]?.[1] ?? ""}-other`), nobody),
    ask("encrypt for a topic of the other carrier", encrypt, "AlarmsPublish", topic(otherTopicArn), nobody),
    {
      ...ask(
        "decrypt undelivered events",
        "kms:Decrypt",
        "ConsumersDecrypt",
        ofQueue,
        anyOf(inside(audit.slug), only("analyst"), rules),
      ),
      guardrail: "keys",
    },
    {
      ...ask(
        "decrypt undelivered events, were the key opened to everyone",
        "kms:Decrypt",
        "ConsumersDecrypt",
        ofQueue,
        onceOpened(key),
      ),
      opened: true,
      guardrail: "keys",
      layers: OUTSIDERS_OF_KEYS,
    },
    ...keyProtection({ area, key, alias, owner: audit.slug, landingZone }),
  ];
}
