import { allBut, byPolicy, byServiceControl } from "../layers";
import type { Rule } from "../layers";
import type { RequestContext } from "../principal";
import { usesOf } from "./key-use";
import { unguardedKey } from "./keys";
import { anyOf, bound, deputies, inside, nobody, onceOpened, only, outsiders, target } from "./question";
import type { Question, Subject } from "./question";
import { topicProtection, topicUse } from "./topics";

/** The topics that AWS Config notifies of changes, each with its key, in every region, where there are any. */
export function configTopicQuestions(subject: Subject): Question[] {
  const { config, regions } = subject.landingZone;
  return config.recording.notifications
    ? regions.flatMap((region) => [...topicQuestions(subject, region), ...keyQuestions(subject, region)])
    : [];
}

function topicQuestions(subject: Subject, region: string): Question[] {
  const { landingZone, resource } = subject;
  const { audit } = landingZone;
  const area = `AWS Config's topic in ${region}`;
  const topic = resource(`alerting/config-topic-${region}`);
  const asked = { area, topic, publishing: "ConfigPublishes" };
  const own = inside(audit.slug);
  // AWS Config does it itself, for accounts of the organization.
  // https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html
  const publishers = anyOf(only("config"), own);
  const unbound = allBut(bound(landingZone, "deployment", "break-glass"));
  return [
    ...topicUse(asked, { what: "a notice", publishers, readers: own, reading: asked.publishing }),
    ...topicProtection(subject, asked),
    {
      area,
      resource: target(topic),
      label: "subscribe, were the topic opened to everyone",
      action: "sns:Subscribe",
      opened: true,
      guardrail: "topics",
      // No resource control policy is about topics: that of the topic alone keeps those out whom no organization binds.
      allowed: (principal) => onceOpenedToAll(topic)(principal) && unbound(principal),
      layers: [byServiceControl("topics", "Topics", allBut(unbound))],
    },
  ];
}

function keyQuestions({ landingZone, resource }: Subject, region: string): Question[] {
  const { audit, names } = landingZone;
  const area = `key of AWS Config's topic in ${region}`;
  const key = resource(`alerting/config-key-${region}`);
  const topicArn = resource(`alerting/config-topic-${region}`).arn;
  const ask = usesOf({ alias: names.configTopicKeyAlias, area, key }, (statement, allowed) => [
    byPolicy(statement, allBut(allowed)),
  ]);
  const of = (arn: string): RequestContext => ({ "kms:EncryptionContext:aws:sns:topicArn": arn });
  const [encrypt, decrypt, statement] = ["kms:GenerateDataKey", "kms:Decrypt", "ConfigPublishes"];
  // Whose recorder it is, is for the policy of the topic.
  const config = only("config", "config-outside");
  return [
    ask("encrypt a notice", encrypt, statement, of(topicArn), config),
    ask("decrypt a notice", decrypt, statement, of(topicArn), config),
    ask("encrypt for another topic", encrypt, statement, of(`${topicArn}-other`), nobody),
    {
      ...ask("decrypt a notice, were the key opened to everyone", decrypt, "", of(topicArn), onceOpenedToAll(key)),
      opened: true,
      layers: { nothing: "guardrails leave this key out: it encrypts notices on their way, and goes with its region" },
    },
    ...unguardedKey({ area, key, alias: names.configTopicKeyAlias, owner: audit.slug }),
  ];
}

/** Who would be let in by a policy for everyone, where no organization policy keeps outsiders out. */
function onceOpenedToAll(resource: Parameters<typeof onceOpened>[0]): Rule {
  return anyOf(onceOpened(resource), outsiders, deputies);
}
