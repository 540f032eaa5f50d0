import type { RequestContext } from "../principal";
import { protectedLikeTheTrail } from "./bucket-protection";
import { keyProtection } from "./keys";
import { anyOf, inside, nobody, onceOpened, only, target } from "./question";
import type { Question, Subject } from "./question";

/** The copies of the trail's files, where there are any. */
export function replicaQuestions(subject: Subject): Question[] {
  const { landingZone } = subject;
  const { archive, audit, logArchive, names, organization } = landingZone;
  if (archive.replica === undefined) {
    return [];
  }
  const owner = archive.replica.account;
  const breakGlass = only(`break-glass-${owner}`);
  const bucket = { area: "replica bucket", bucket: subject.resource("log-replica/replica-bucket") };
  const accessLogs = { area: "replica's access-log bucket", bucket: subject.resource("log-replica/access-log-bucket") };
  const key = subject.resource("log-replica/replica-key");
  const copy = `/AWSLogs/${organization.id ?? ""}/${audit.id ?? ""}/CloudTrail/${landingZone.homeRegion}/2026/01/01/log.json.gz`;
  const accessLog = `/${names.replicaBucket}/log`;
  const aliases: RequestContext = { "kms:ResourceAliases": [names.replicaKeyAlias] };
  const ofBucket: RequestContext = { ...aliases, "kms:EncryptionContext:aws:s3:arn": bucket.bucket.arn };
  const readers = anyOf(inside(owner, audit.slug), only("analyst"));
  const decrypters = anyOf(inside(logArchive.slug, audit.slug), only("analyst", "replication"));
  const ofKey = { area: "replica key", resource: target(key) };
  return [
    {
      area: bucket.area,
      label: "write a copy",
      action: "s3:ReplicateObject",
      resource: target(bucket.bucket, copy),
      allowed: only("replication"),
    },
    {
      area: bucket.area,
      label: "write something that is no copy",
      action: "s3:PutObject",
      resource: target(bucket.bucket, copy),
      allowed: nobody,
    },
    {
      area: bucket.area,
      label: "check versioning, as replication does",
      action: "s3:GetBucketVersioning",
      resource: target(bucket.bucket),
      allowed: anyOf(inside(owner), only("replication")),
    },
    ...protectedLikeTheTrail(bucket, copy, readers, breakGlass, archive.buckets.trail.objectLock?.mode),
    {
      area: accessLogs.area,
      label: "deliver an access log",
      action: "s3:PutObject",
      resource: target(accessLogs.bucket, accessLog),
      allowed: only("access-logs-replica"),
    },
    ...protectedLikeTheTrail(accessLogs, accessLog, readers, breakGlass),
    {
      ...ofKey,
      label: "encrypt a copy",
      action: "kms:GenerateDataKey",
      context: ofBucket,
      allowed: only("replication"),
    },
    { ...ofKey, label: "decrypt a copy", action: "kms:Decrypt", context: ofBucket, allowed: decrypters },
    {
      ...ofKey,
      label: "decrypt a copy, were the key opened to everyone",
      action: "kms:Decrypt",
      context: ofBucket,
      opened: true,
      allowed: onceOpened(key),
      guardrail: "keys",
    },
    { ...ofKey, label: "decrypt something else", action: "kms:Decrypt", context: aliases, allowed: nobody },
    ...keyProtection("replica key", key, names.replicaKeyAlias, owner),
  ];
}
