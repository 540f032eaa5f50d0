import type { Resource } from "../policies";
import type { RequestContext } from "../principal";
import { anyOf, inside, nobody, onceOpened, only, target } from "./question";
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

export function keyQuestions(subject: Subject): Question[] {
  return [...logKeyQuestions(subject), ...logGroupKeyQuestions(subject), ...notificationKeyQuestions(subject)];
}

function logKeyQuestions({ landingZone, resource }: Subject): Question[] {
  const { archive, arns, audit, logArchive, names, partition } = landingZone;
  const isElsewhere = archive.logKeyAccount !== logArchive.slug;
  const key = resource(isElsewhere ? "log-key/log-key" : "log-archive/log-key");
  const owner = archive.logKeyAccount;
  const area = "log key";
  const aliases: RequestContext = { "kms:ResourceAliases": [names.logKeyAlias] };
  const ofTrail = { ...aliases, "kms:EncryptionContext:aws:cloudtrail:arn": arns.trail };
  const ofConfig = { ...aliases, "kms:EncryptionContext:aws:s3:arn": `arn:${partition}:s3:::${names.configBucket}` };
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  const ask = (label: string, action: string, allowed: Question["allowed"], context = aliases): Question => ({
    area,
    label,
    action,
    allowed,
    context,
    resource: target(key),
  });
  return [
    ask("encrypt a log file", "kms:GenerateDataKey", anyOf(only("cloudtrail"), only("config")), ofTrail),
    ask("encrypt a log file in another trail's name", "kms:GenerateDataKey", only("config"), {
      ...aliases,
      "kms:EncryptionContext:aws:cloudtrail:arn": arns.trail.replace(/:[0-9]{12}:/, ":999999999999:"),
    }),
    ask("describe the key, as CloudTrail does", "kms:DescribeKey", anyOf(only("cloudtrail"), inside(owner))),
    ask("decrypt a log file", "kms:Decrypt", anyOf(readers, only("cloudtrail", "config", "replication")), ofTrail),
    ask(
      "decrypt a delivery of AWS Config",
      "kms:Decrypt",
      anyOf(readers, only("cloudtrail", "config", "replication")),
      ofConfig,
    ),
    ask("decrypt something else", "kms:Decrypt", only("cloudtrail", "config")),
    {
      ...ask("decrypt a log file, were the key opened to everyone", "kms:Decrypt", onceOpened(key), ofTrail),
      opened: true,
      guardrail: "keys",
    },
    ask("hand decryption to others by a grant", "kms:CreateGrant", nobody),
    ...keyProtection(area, key, names.logKeyAlias, owner),
  ];
}

/** Who destroys a key of a member account, or changes it, or takes the alias away that guardrails know it by. */
export function keyProtection(area: string, key: Resource, alias: string, owner: string): Question[] {
  const guarded = (label: string, action: string, allowed: Question["allowed"]): Question => ({
    area,
    label,
    action,
    allowed,
    resource: target(key),
    context: { "kms:ResourceAliases": [alias] },
    guardrail: "keys",
  });
  const changers = only(`break-glass-${owner}`, `deployment-${owner}`);
  return [
    ...DESTRUCTION.map(([label, action]) => guarded(label, action, only(`break-glass-${owner}`))),
    ...SETTINGS.map(([label, action]) => guarded(label, action, changers)),
    {
      ...guarded("take the alias away", "kms:DeleteAlias", changers),
      resource: { arn: key.arn.replace(/key\/.*/, alias), accountId: key.accountId },
    },
  ];
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
    { ...encrypt, label: "encrypt events of the log group", context: context(group), allowed: only("logs") },
    { ...encrypt, label: "encrypt events of another log group", context: context(`${group}-other`), allowed: nobody },
    ...ofManagement("log-group key", key, names.logGroupKeyAlias, management.slug),
  ];
}

function notificationKeyQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, management, names } = landingZone;
  const key = resource("organization-trail/notification-key");
  const deliveries = resource("organization-trail/delivery-topic").arn;
  const queue = resource("organization-trail/delivery-queue").arn;
  const aliases = { "kms:ResourceAliases": [names.notificationKeyAlias] };
  const area = "notification key";
  const ask = (label: string, action: string, context: RequestContext, allowed: Question["allowed"]): Question => ({
    area,
    label,
    action,
    allowed,
    context: { ...aliases, ...context },
    resource: target(key),
  });
  const encrypt = "kms:GenerateDataKey";
  // Source conditions are no part of it: topic and queue policies have them.
  const cloudTrail = only("cloudtrail", "cloudtrail-other-trail", "cloudtrail-outside");
  return [
    ask(
      "encrypt for the delivery topic",
      encrypt,
      { "kms:EncryptionContext:aws:sns:topicArn": deliveries },
      cloudTrail,
    ),
    ask(
      "encrypt for the delivery queue",
      encrypt,
      { "kms:EncryptionContext:aws:sqs:arn": queue },
      only("sns", "sns-other"),
    ),
    ask(
      "decrypt messages of the delivery queue",
      "kms:Decrypt",
      { "kms:EncryptionContext:aws:sqs:arn": queue },
      anyOf(inside(audit.slug), only("analyst", "sns", "sns-other")),
    ),
    ask(
      "encrypt for something else",
      encrypt,
      { "kms:EncryptionContext:aws:sns:topicArn": `${deliveries}-other` },
      nobody,
    ),
    ...ofManagement(area, key, names.notificationKeyAlias, management.slug),
  ];
}

/** No guardrail binds the management account: its key policies keep keys from destruction, and can be changed there. */
function ofManagement(area: string, key: Resource, alias: string, owner: string): Question[] {
  const common = { area, context: { "kms:ResourceAliases": [alias] }, resource: target(key) };
  return [
    ...DESTRUCTION.map(([label, action]) => ({ ...common, label, action, allowed: only(`break-glass-${owner}`) })),
    ...SETTINGS.map(([label, action]) => ({ ...common, label, action, allowed: inside(owner) })),
  ];
}
