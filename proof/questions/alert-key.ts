import { SEVERITIES } from "../../config/detection/severity";
import type { RequestContext } from "../principal";
import { byPolicy } from "../layers";
import { asKeyAllows, keyProtection, OUTSIDERS_OF_KEYS } from "./keys";
import { usesOf } from "./key-use";
import { anyOf, deputies, inside, nobody, onceOpened, only } from "./question";
import type { Question, Subject } from "./question";

/** The key of the alert topics and of the queue of undelivered events. */
export function alertKeyQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, names } = landingZone;
  const key = resource("alerting/alert-key");
  const area = "alert key";
  const ask = usesOf({ alias: names.alertKeyAlias, area, key }, asPublished);
  /** The key's policy takes services by their names; that those of other organizations stay out is for the guardrail. */
  function asPublished(statement: string, allowed: Question["allowed"]): Question["layers"] {
    const [, ...outside] = asKeyAllows(statement, allowed);
    return [byPolicy(statement, (principal) => !allowed(principal) && !deputies(principal)), ...outside];
  }
  const encrypt = "kms:GenerateDataKey";
  const topic = (arn: string): RequestContext => ({ "kms:EncryptionContext:aws:sns:topicArn": arn });
  const topics = SEVERITIES.map((severity) => [severity, resource(`alerting/alerts-${severity}`).arn] as const);
  const ofQueue: RequestContext = { "kms:EncryptionContext:aws:sqs:arn": resource("alerting/dead-letters").arn };
  // Whose alarms and rules they are is for the policies of topics and queue; those that name an external source are kept out.
  const service = (name: string): Question["allowed"] => {
    return (principal) => principal.principal === name && !principal.key.endsWith("-outside");
  };
  const [alarms, rules] = [service("cloudwatch.amazonaws.com"), service("events.amazonaws.com")];
  return [
    ...topics.map(([severity, arn]): Question => ({
      ...ask(`encrypt alerts: ${severity}`, encrypt, "AlarmsPublish", topic(arn), anyOf(alarms, rules)),
      guardrail: "keys",
    })),
    { ...ask("encrypt undelivered events", encrypt, "EventRulesSend", ofQueue, rules), guardrail: "keys" },
    ask("encrypt for another topic", encrypt, "AlarmsPublish", topic(`${topics[0]?.[1] ?? ""}-other`), nobody),
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
    ...keyProtection({ area, key, alias: names.alertKeyAlias, owner: audit.slug, landingZone }),
  ];
}
