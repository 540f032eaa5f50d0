import { COPIES_STACK, copyBucketId } from "../../config/ledger/copies";
import type { CopyBucket } from "../../config/ledger/copies";
import type { RequestContext } from "../principal";
import { allBut, byPolicy } from "../layers";
import { asAllowed, OUTSIDERS_OF_BUCKETS, protectedLikeTheTrail, TLS_12, tls13 } from "./bucket-protection";
import type { ProtectedBucket } from "./bucket-protection";
import { bucketContexts } from "./key-use";
import { asKeyAllows, keyProtection, OUTSIDERS_OF_KEYS } from "./keys";
import { anyOf, inside, nobody, onceOpened, only, outsiders, target } from "./question";
import type { Question, Subject } from "./question";

const LOGGING = "logging.s3.amazonaws.com";

/** The copies of the trail's files, where there are any. */
export function replicaQuestions(subject: Subject): Question[] {
  const { landingZone } = subject;
  const { archive, audit, logArchive, names, organization } = landingZone;
  if (archive.replica === undefined) {
    return [];
  }
  const { account: owner, namedAfter } = archive.replica;
  const archived = (area: string, bucket: CopyBucket): ProtectedBucket => ({
    area,
    bucket: subject.resource(`${COPIES_STACK}/${copyBucketId(bucket, namedAfter)}`),
    owner,
    landingZone,
  });
  const bucket = archived("replica bucket", "replica-bucket");
  const accessLogs = archived("replica's access-log bucket", "access-log-bucket");
  const key = subject.resource(`${COPIES_STACK}/replica-key`);
  const copy = `/AWSLogs/${organization.id ?? ""}/${audit.id ?? ""}/CloudTrail/${landingZone.homeRegion}/2026/01/01/log.json.gz`;
  const accessLog = `/${names.replicaBucket}/log`;
  const aliases: RequestContext = { "kms:ResourceAliases": [names.replicaKeyAlias] };
  const { ofNamesake, withBucketKey, withoutBucketKey } = bucketContexts(bucket.bucket.arn, aliases);
  const readers = anyOf(inside(owner, audit.slug), only("analyst"));
  const decrypters = anyOf(inside(logArchive.slug, audit.slug), only("analyst", "replication"));
  const versioningCheckers = anyOf(inside(owner), only("replication"));
  const ofKey = { area: "replica key", resource: target(key) };
  // In the account of the originals the role's own policy lets it copy, and the policy of the bucket says nothing of it.
  const isBeside = owner === logArchive.slug;
  return [
    {
      area: bucket.area,
      label: "write a copy",
      action: "s3:ReplicateObject",
      resource: target(bucket.bucket, copy),
      allowed: only("replication"),
      layers: [
        byPolicy("DenyOtherWriters", allBut(only("replication"))),
        byPolicy("DenyOutsideOrganization", outsiders),
        ...OUTSIDERS_OF_BUCKETS,
      ],
    },
    ...(archive.minimumTlsVersion === "1.2"
      ? []
      : [
          {
            area: bucket.area,
            label: "write a copy over TLS 1.2",
            action: "s3:ReplicateObject",
            resource: target(bucket.bucket, copy),
            context: TLS_12,
            allowed: only("replication"),
            layers: tls13(only("replication")),
          },
        ]),
    {
      area: bucket.area,
      label: "write something that is no copy",
      action: "s3:PutObject",
      resource: target(bucket.bucket, copy),
      allowed: nobody,
      layers: [
        byPolicy("DenyOtherWriters", allBut(only("replication"))),
        byPolicy(isBeside ? "DenyOtherWriters" : "ReplicationWrites", only("replication")),
        ...OUTSIDERS_OF_BUCKETS,
      ],
    },
    {
      area: bucket.area,
      label: "check versioning, as replication does",
      action: "s3:GetBucketVersioning",
      resource: target(bucket.bucket),
      allowed: versioningCheckers,
      layers: asAllowed(isBeside ? "ReadersList" : "ReplicationChecksVersioning", versioningCheckers),
    },
    ...protectedLikeTheTrail(bucket, copy, readers, archive.buckets.trail.objectLock?.mode),
    {
      area: accessLogs.area,
      label: "deliver an access log",
      action: "s3:PutObject",
      resource: target(accessLogs.bucket, accessLog),
      allowed: only("access-logs-replica"),
      layers: [
        byPolicy("S3WritesAccessLogs", ({ key, principal }) => principal === LOGGING && key !== "access-logs-replica"),
        byPolicy("DenyOtherWriters", ({ principal }) => principal !== LOGGING),
        ...OUTSIDERS_OF_BUCKETS,
      ],
    },
    ...protectedLikeTheTrail(accessLogs, accessLog, readers),
    {
      ...ofKey,
      label: "encrypt a copy",
      action: "kms:GenerateDataKey",
      context: withBucketKey,
      allowed: only("replication"),
      layers: asKeyAllows("ReplicationEncrypts", only("replication")),
    },
    {
      ...ofKey,
      label: "encrypt a copy without a bucket key",
      action: "kms:GenerateDataKey",
      context: withoutBucketKey,
      allowed: only("replication"),
      layers: asKeyAllows("ReplicationEncrypts", only("replication")),
    },
    {
      ...ofKey,
      label: "encrypt an object of a bucket whose name begins the same",
      action: "kms:GenerateDataKey",
      context: ofNamesake,
      allowed: nobody,
      layers: asKeyAllows("ReplicationEncrypts", nobody),
    },
    {
      ...ofKey,
      label: "decrypt a copy",
      action: "kms:Decrypt",
      context: withBucketKey,
      allowed: decrypters,
      layers: asKeyAllows("ReadersDecrypt", decrypters),
    },
    {
      ...ofKey,
      label: "decrypt a copy that was written without a bucket key",
      action: "kms:Decrypt",
      context: withoutBucketKey,
      allowed: decrypters,
      layers: asKeyAllows("ReadersDecrypt", decrypters),
    },
    {
      ...ofKey,
      label: "decrypt a copy, were the key opened to everyone",
      action: "kms:Decrypt",
      context: withBucketKey,
      opened: true,
      allowed: anyOf(onceOpened(key), only("replication")),
      guardrail: "keys",
      layers: OUTSIDERS_OF_KEYS,
    },
    {
      ...ofKey,
      label: "decrypt something else",
      action: "kms:Decrypt",
      context: aliases,
      allowed: nobody,
      layers: asKeyAllows("ReadersDecrypt", nobody),
    },
    ...keyProtection({ area: "replica key", key, alias: names.replicaKeyAlias, owner, landingZone }),
  ];
}
