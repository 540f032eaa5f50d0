import { anyOf, nobody, onceOpened, target } from "./question";
import type { Question } from "./question";

/** Settings of a bucket: how each is lost, and the action that does it. */
const SETTINGS: readonly (readonly [label: string, action: string])[] = [
  ["replace the bucket policy", "s3:PutBucketPolicy"],
  ["delete the bucket policy", "s3:DeleteBucketPolicy"],
  ["suspend versioning", "s3:PutBucketVersioning"],
  ["weaken the default lock", "s3:PutBucketObjectLockConfiguration"],
  ["add a lifecycle rule that deletes", "s3:PutLifecycleConfiguration"],
  ["change the encryption", "s3:PutEncryptionConfiguration"],
  ["stop or divert replication", "s3:PutReplicationConfiguration"],
  ["lift the public access block", "s3:PutBucketPublicAccessBlock"],
  ["bring ACLs back", "s3:PutBucketOwnershipControls"],
  ["grant by ACL", "s3:PutBucketAcl"],
  ["stop access logging", "s3:PutBucketLogging"],
  ["delete the bucket", "s3:DeleteBucket"],
];

/** Ways to lose or alter an object, and whether Object Lock has a say in it. */
const TAMPERING: readonly (readonly [label: string, action: string, locked: boolean])[] = [
  ["hide an object behind a delete marker", "s3:DeleteObject", false],
  ["delete a version for good", "s3:DeleteObjectVersion", true],
  ["shorten the retention of a version", "s3:PutObjectRetention", true],
  ["lift a legal hold", "s3:PutObjectLegalHold", false],
  ["change tags that rules go by", "s3:PutObjectTagging", false],
  ["replicate a deletion into it", "s3:ReplicateDelete", false],
];

type Bucket = Parameters<typeof target>[0];

export interface ProtectedBucket {
  readonly area: string;
  readonly bucket: Bucket;
}

/** What every log bucket is asked: who reads it, who loses or alters what is in it, who changes its settings. */
export function protectedLikeTheTrail(
  protectedBucket: ProtectedBucket,
  path: string,
  readers: Question["allowed"],
  breakGlass: Question["allowed"],
  lock?: "governance" | "compliance",
): Question[] {
  return [
    ...reading(protectedBucket, path, readers),
    ...tampering(protectedBucket, path, lock, breakGlass),
    ...settings(protectedBucket, breakGlass, nobody),
  ];
}

export function reading({ area, bucket }: ProtectedBucket, path: string, readers: Question["allowed"]): Question[] {
  const get = { area, action: "s3:GetObject", resource: target(bucket, path) };
  return [
    { ...get, label: "read an object", allowed: readers },
    {
      ...get,
      label: "read an object, were the bucket opened to everyone",
      opened: true,
      // The role that copies has no permission to read, and needs one where the bucket is in another account.
      allowed: onceOpened(bucket, "replication"),
      guardrail: "logBuckets",
    },
    { ...get, label: "read an object without TLS", context: { "aws:SecureTransport": "false" }, allowed: nobody },
    { ...get, label: "read an object over TLS 1.1", context: { "s3:TlsVersion": "1.1" }, allowed: nobody },
    {
      area,
      label: "list the objects",
      action: "s3:ListBucketVersions",
      resource: target(bucket),
      allowed: readersThatList(readers),
    },
  ];
}

/** The analyst of the table may list objects, not versions. */
function readersThatList(readers: Question["allowed"]): Question["allowed"] {
  return (principal) => principal.key !== "analyst" && readers(principal);
}

export function tampering(
  { area, bucket }: ProtectedBucket,
  path: string,
  lock: "governance" | "compliance" | undefined,
  breakGlass: Question["allowed"],
): Question[] {
  return TAMPERING.map(([label, action, lockedObject]) => ({
    area,
    label,
    action,
    resource: target(bucket, path),
    lockedObject: lockedObject && lock !== undefined,
    allowed: lockedObject && lock === "compliance" ? nobody : breakGlass,
    guardrail: "logBuckets",
  }));
}

export function settings(
  { area, bucket }: ProtectedBucket,
  breakGlass: Question["allowed"],
  versioning: Question["allowed"],
): Question[] {
  return SETTINGS.map(([label, action]) => ({
    area,
    label,
    action,
    resource: target(bucket),
    allowed: action === "s3:PutBucketVersioning" ? anyOf(breakGlass, versioning) : breakGlass,
    guardrail: "logBuckets",
  }));
}
