import type { LandingZone } from "../../config/landing-zone";
import { allBut, byPolicy, byResourceControl, byServiceControl } from "../layers";
import type { Claim, Rule } from "../layers";
import type { Resource } from "../policies";
import type { RequestContext } from "../principal";
import { bucketContexts, usesOf } from "./key-use";
import { anyOf, bound, inside, nobody, onceOpened, only, outsiders, outsidersOf, roles, target } from "./question";
import type { Question, Subject } from "./question";

/** Settings of a key that are guarded, besides its destruction. */
const SETTINGS: readonly (readonly [label: string, action: string])[] = [
  ["replace the key policy", "kms:PutKeyPolicy"],
  ["stop the rotation", "kms:DisableKeyRotation"],
];
const DESTRUCTION: readonly (readonly [label: string, action: string])[] = [
  ["schedule the deletion of the key", "kms:ScheduleKeyDeletion"],
  ["disable the key", "kms:DisableKey"],
];
const GRANTING = ["hand decryption to others by a grant", "kms:CreateGrant"] as const;
const ALIASES: readonly (readonly [label: string, action: string])[] = [
  ["take the alias away", "kms:DeleteAlias"],
  ["give the alias to another key", "kms:UpdateAlias"],
];

/** Resource control policies keep everyone from outside away from keys, whatever they ask for. */
export const OUTSIDERS_OF_KEYS = outsidersOf("keys", "Keys");

/**
 * What is done with a key of a member account as its policy allows it.
 *
 * @param statement Sid of the statement that allows it
 */
export function asKeyAllows(statement: string, allowed: Rule): [Claim, ...Claim[]] {
  return [byPolicy(statement, allBut(allowed)), ...OUTSIDERS_OF_KEYS];
}

export function keyQuestions(subject: Subject): Question[] {
  return [...logKeyQuestions(subject), ...logGroupKeyQuestions(subject), ...notificationKeyQuestions(subject)];
}

/** The key of logs and, where a key store has one as well, that. */
function logKeyQuestions(subject: Subject): Question[] {
  const { landingZone, policies, resource } = subject;
  const { archive, logArchive, names } = landingZone;
  const isElsewhere = archive.logKeyAccount !== logArchive.slug;
  const inStore = policies.resources.get("key-store/log-key");
  return [
    ...logKeyOf(landingZone, {
      area: "log key",
      key: resource(isElsewhere ? "log-key/log-key" : "log-archive/log-key"),
      alias: names.logKeyAlias,
      owner: archive.logKeyAccount,
    }),
    ...(inStore === undefined
      ? []
      : logKeyOf(landingZone, {
          area: "log key of the key store",
          key: inStore,
          alias: names.keyStoreKeyAlias,
          owner: logArchive.slug,
        })),
  ];
}

function logKeyOf(
  landingZone: LandingZone,
  { alias, area, key, owner }: Omit<ProtectedKey, "landingZone">,
): Question[] {
  const { arns, audit, logArchive, names, partition } = landingZone;
  const aliases: RequestContext = { "kms:ResourceAliases": [alias] };
  const ofTrail = { ...aliases, "kms:EncryptionContext:aws:cloudtrail:arn": arns.trail };
  const ofConfig = bucketContexts(`arn:${partition}:s3:::${names.configBucket}`, aliases);
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  const ask = (
    label: string,
    action: string,
    statement: string,
    allowed: Question["allowed"],
    context = aliases,
  ): Question => ({
    area,
    label,
    action,
    allowed,
    context,
    resource: target(key),
    layers: asKeyAllows(statement, allowed),
  });
  const decrypters = anyOf(readers, only("cloudtrail", "config", "replication"));
  const [encrypt, decrypt] = ["kms:GenerateDataKey", "kms:Decrypt"];
  return [
    ask("encrypt a log file", encrypt, "CloudTrailEncryptsLogs", only("cloudtrail", "config"), ofTrail),
    ask("encrypt a log file in another trail's name", encrypt, "CloudTrailEncryptsLogs", only("config"), {
      ...aliases,
      "kms:EncryptionContext:aws:cloudtrail:arn": arns.trail.replace(/:[0-9]{12}:/, ":999999999999:"),
    }),
    ask(
      "describe the key, as CloudTrail does",
      "kms:DescribeKey",
      "CloudTrailDescribesKey",
      anyOf(only("cloudtrail"), inside(owner)),
    ),
    ask("decrypt a log file", decrypt, "ReadersDecryptTrail", decrypters, ofTrail),
    ask("decrypt a delivery of AWS Config", decrypt, "ReadersDecryptConfig", decrypters, ofConfig.withBucketKey),
    ask(
      "decrypt a delivery of AWS Config that was written without a bucket key",
      decrypt,
      "ReadersDecryptConfig",
      decrypters,
      ofConfig.withoutBucketKey,
    ),
    ask(
      "decrypt an object of a bucket whose name begins as that of AWS Config",
      decrypt,
      "ReadersDecryptConfig",
      only("cloudtrail", "config"),
      ofConfig.ofNamesake,
    ),
    ask("decrypt something else", decrypt, "CloudTrailUsesBucketKey", only("cloudtrail", "config")),
    {
      ...ask(
        "decrypt a log file, were the key opened to everyone",
        decrypt,
        "",
        anyOf(onceOpened(key), only("replication")),
        ofTrail,
      ),
      opened: true,
      guardrail: "keys",
      layers: OUTSIDERS_OF_KEYS,
    },
    ...keyProtection({ area, key, alias, owner, landingZone }),
  ];
}

export interface ProtectedKey {
  readonly area: string;
  readonly key: Resource;
  /** Alias that guardrails know it by. */
  readonly alias: string;
  /** Account that it is in. */
  readonly owner: string;
  readonly landingZone: LandingZone;
}

/** Who destroys a key of a member account, or changes it, or takes the alias away that guardrails know it by. */
export function keyProtection({ alias, area, key, landingZone, owner }: ProtectedKey): Question[] {
  const breakGlass = only(`break-glass-${owner}`);
  const changers = only(`break-glass-${owner}`, `deployment-${owner}`);
  const makers = ["break-glass", "deployment"];
  const guarded = (
    [label, action]: readonly [label: string, action: string],
    guardrail: string,
    exempt: readonly string[],
    allowed: Rule,
    inPolicy: Claim,
  ): Question => ({
    area,
    label,
    action,
    allowed,
    resource: target(key),
    context: { "kms:ResourceAliases": [alias] },
    guardrail: "keys",
    layers: [
      byServiceControl("keys", guardrail, bound(landingZone, ...exempt)),
      byResourceControl("keys", guardrail, allBut(anyOf(roles(...exempt), outsiders))),
      ...OUTSIDERS_OF_KEYS,
      inPolicy,
    ],
  });
  const administered = byPolicy("AccountAdministersKey", allBut(inside(owner)));
  const ofAlias = { arn: key.arn.replace(/key\/.*/, alias), accountId: key.accountId };
  return [
    ...DESTRUCTION.map((how) =>
      guarded(how, "KeyDestruction", ["break-glass"], breakGlass, byPolicy("DenyDestruction", allBut(breakGlass))),
    ),
    ...SETTINGS.map((how) => guarded(how, "KeySettings", makers, changers, administered)),
    guarded(GRANTING, "KeySettings", makers, nobody, byPolicy("AccountAdministersKey", allBut(nobody))),
    ...ALIASES.map(([label, action]): Question => {
      const question = guarded([label, action], "KeyAliases", makers, changers, administered);
      return {
        ...question,
        resource: ofAlias,
        layers: [
          byServiceControl("keys", "KeyAliases", bound(landingZone, ...makers)),
          // Aliases have no policies: the guardrail's exceptions are by name, and who is outside is allowed nothing.
          byResourceControl("keys", "KeyAliases", allBut(anyOf(roles(...makers), only("external-break-glass")))),
        ],
      };
    }),
  ];
}

/**
 * Who destroys a key of a member account that no guardrail is about, or changes it: administrators of its account, and nobody hands
 * it to others.
 */
export function unguardedKey({ alias, area, key, owner }: Omit<ProtectedKey, "landingZone">): Question[] {
  const administrators = [...DESTRUCTION, ...SETTINGS].map((how) => [how, inside(owner)] as const);
  return [...administrators, [GRANTING, nobody] as const].map(([[label, action], allowed]): Question => ({
    area,
    label,
    action,
    allowed,
    context: { "kms:ResourceAliases": [alias] },
    resource: target(key),
    layers: [byPolicy("AccountAdministersKey", allBut(allowed))],
  }));
}

function logGroupKeyQuestions({ landingZone, resource }: Subject): Question[] {
  const { homeRegion, management, names, partition } = landingZone;
  const key = resource("organization-trail/log-group-key");
  const group = `arn:${partition}:logs:${homeRegion}:${management.id}:log-group:${names.trailLogGroup}`;
  const context = (arn: string): RequestContext => ({
    "kms:ResourceAliases": [names.logGroupKeyAlias],
    "kms:EncryptionContext:aws:logs:arn": arn,
  });
  const encrypt = { area: "log-group key", action: "kms:GenerateDataKey", resource: target(key) };
  return [
    {
      ...encrypt,
      label: "encrypt events of the log group",
      context: context(group),
      allowed: only("logs"),
      layers: [byPolicy("CloudWatchLogsEncrypts", allBut(only("logs")))],
    },
    {
      ...encrypt,
      label: "encrypt events of another log group",
      context: context(`${group}-other`),
      allowed: nobody,
      layers: [byPolicy("CloudWatchLogsEncrypts", allBut(nobody))],
    },
    ...ofManagement({
      area: "log-group key",
      key,
      alias: names.logGroupKeyAlias,
      owner: management.slug,
      landingZone,
    }),
  ];
}

function notificationKeyQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, management, names } = landingZone;
  const key = resource("organization-trail/notification-key");
  const deliveries = resource("organization-trail/delivery-topic").arn;
  const queue = resource("organization-trail/delivery-queue").arn;
  const deadLetters = resource("organization-trail/delivery-queue_dead-letters_0A9ACE4F").arn;
  const redriver = only(`break-glass-${management.slug}`);
  const area = "notification key";
  const ask = usesOf({ alias: names.notificationKeyAlias, area, key }, (statement, allowed) => [
    byPolicy(statement, allBut(allowed)),
  ]);
  const encrypt = "kms:GenerateDataKey";
  // Source conditions are no part of it: topic and queue policies have them.
  const cloudTrail = only("cloudtrail", "cloudtrail-other-trail", "cloudtrail-outside");
  return [
    ask(
      "encrypt for the delivery topic",
      encrypt,
      "CloudTrailPublishes",
      { "kms:EncryptionContext:aws:sns:topicArn": deliveries },
      cloudTrail,
    ),
    ask(
      "encrypt for the delivery queue",
      encrypt,
      "TopicSends",
      { "kms:EncryptionContext:aws:sqs:arn": queue },
      anyOf(only("sns", "sns-other"), redriver),
    ),
    ask(
      "decrypt dead letters, to send them back",
      "kms:Decrypt",
      "RedriverMoves",
      { "kms:EncryptionContext:aws:sqs:arn": deadLetters },
      anyOf(only("sns", "sns-other"), redriver),
    ),
    ask(
      "decrypt messages of the delivery queue",
      "kms:Decrypt",
      "ConsumersDecrypt",
      { "kms:EncryptionContext:aws:sqs:arn": queue },
      anyOf(inside(audit.slug), only("analyst", "sns", "sns-other"), redriver),
    ),
    ask(
      "encrypt for something else",
      encrypt,
      "CloudTrailPublishes",
      { "kms:EncryptionContext:aws:sns:topicArn": `${deliveries}-other` },
      nobody,
    ),
    ...ofManagement({ area, key, alias: names.notificationKeyAlias, owner: management.slug, landingZone }),
  ];
}

/**
 * No guardrail binds the management account: its key policies keep keys from destruction, and can be changed there. Guardrails
 * bind the principals of other accounts.
 */
function ofManagement({ alias, area, key, landingZone, owner }: ProtectedKey): Question[] {
  const common = { area, context: { "kms:ResourceAliases": [alias] }, resource: target(key) };
  const breakGlass = only(`break-glass-${owner}`);
  return [
    ...DESTRUCTION.map(([label, action]): Question => ({
      ...common,
      label,
      action,
      allowed: breakGlass,
      layers: [
        byPolicy("DenyDestruction", allBut(breakGlass)),
        byServiceControl("keys", "KeyDestruction", bound(landingZone, "break-glass")),
      ],
    })),
    ...SETTINGS.map(([label, action]): Question => ({
      ...common,
      label,
      action,
      allowed: inside(owner),
      layers: [
        byPolicy("AccountAdministersKey", allBut(inside(owner))),
        byServiceControl("keys", "KeySettings", bound(landingZone, "break-glass", "deployment")),
      ],
    })),
  ];
}
