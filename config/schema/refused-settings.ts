/** A setting that does not exist because it cannot work, refused with its reason. */
export interface RefusedSetting {
  /** Where it would be. */
  readonly path: string;
  /** What it could be called. */
  readonly keys: readonly string[];
  readonly reason: string;
  readonly fix: string;
}

const LOCK = ["objectLock", "lock"];
const KEY = ["encryption", "kmsKey", "kmsKeyArn", "kmsKeyId", "sse"];

/**
 * Combinations that AWS refuses, or takes and then fails at silently.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
 */
export const REFUSED_SETTINGS: readonly RefusedSetting[] = [
  {
    path: "archive.buckets.config",
    keys: LOCK,
    reason: "AWS Config cannot deliver to a bucket with default Object Lock: it sends no checksum, and deliveries fail",
    fix: "remove it: bucket policy, guardrails and versioning keep what Config delivered",
  },
  {
    path: "archive.buckets.accessLogs",
    keys: LOCK,
    reason: "S3 does not deliver server access logs to a bucket with default Object Lock",
    fix: "remove it: bucket policy, guardrails and versioning keep the access logs",
  },
  {
    path: "archive.buckets.accessLogs",
    keys: KEY,
    reason: "S3 does not deliver server access logs to a bucket with SSE-KMS by default",
    fix: "remove it: access logs are encrypted with SSE-S3",
  },
  {
    path: "archive.buckets.flowLogs",
    keys: LOCK,
    reason: "nothing says that log delivery sends the checksum that a bucket with default Object Lock demands",
    fix: "remove it: bucket policy, guardrails and versioning keep the flow logs",
  },
  {
    path: "archive.buckets.trail",
    keys: LOCK,
    reason: "the lock of the trail's files is set for the archive",
    fix: "it belongs in archive.objectLock",
  },
  {
    path: "archive",
    keys: ["denyUnencryptedUploads", "requireEncryption", "enforceEncryption"],
    reason:
      "CloudTrail encrypts digest files of older trails with SSE-S3: a denial of uploads without SSE-KMS blocks them, and the " +
      "trail",
    fix: "remove it: the buckets encrypt by default, and nobody but the right service writes to them",
  },
  {
    path: "archive",
    keys: ["logKeyArn", "kmsKeyArn", "logKeyRegion", "kmsKeyRegion"],
    reason: "the key of a bucket has to be in the bucket's region, so the landing zone makes it there",
    fix: "remove it; archive.logKeyAccount says whether it is in the log archive or in the audit account",
  },
  {
    path: "keyStore",
    keys: ["rotation", "keyRotation", "enableKeyRotation", "rotationDays", "rotationPeriodDays"],
    reason: "KMS rotates no key of a custom key store: its material is not KMS's",
    fix: "remove it; another key is made by hand, and the old one must be kept",
  },
  {
    path: "keyStore",
    keys: ["multiRegion", "replicaRegion", "regions"],
    reason: "a key of a custom key store exists in one Region only: KMS has no multi-Region keys there",
    fix: "remove it",
  },
  {
    path: "keyStore",
    keys: ["keySpec", "keyUsage", "customerMasterKeySpec", "asymmetric", "hmac"],
    reason: "a key that logs are encrypted with is symmetric, and a custom key store has no others",
    fix: "remove it",
  },
  {
    path: "keyStore",
    keys: ["importedKeyMaterial", "keyMaterial", "origin"],
    reason: "KMS imports no key material into a custom key store",
    fix: "remove it: the HSMs make the material, or keyId names a key of the external key manager",
  },
  {
    path: "keyStore",
    keys: ["account", "region", "homeRegion"],
    reason: "cluster, key store and key have to be in one account and Region, and the key in the Region of the bucket",
    fix: "remove it: all of it is in the log-archive account, in homeRegion",
  },
  {
    path: "keyStore",
    keys: ["hsmType"],
    reason: "hsm2m.medium is the only type that CloudHSM makes new clusters of",
    fix: "remove it",
  },
  {
    path: "keyStore",
    keys: ["password", "kmsuserPassword", "keyStorePassword", "credential", "secretAccessKey", "accessKeyId"],
    reason: "a secret must not be in this file, which many can read",
    fix: "remove it, change it where it is known, and give it in an environment variable when the key store is made: docs/key-store.md",
  },
  {
    path: "keyStore",
    keys: ["fallback", "fallbackKey", "logKey"],
    reason: "the log key always stays beside the key store, so that logs can be written when it is disconnected",
    fix: "remove it; archive.encryption: kms moves back",
  },
  {
    path: "trail",
    keys: ["logGroupAccount", "cloudWatchLogsAccount", "cloudWatchLogsGroupArn", "logGroupArn"],
    reason: "CloudTrail takes a log group of the account that owns the trail only, which is the management account",
    fix: "remove it",
  },
  {
    path: "detection.trustedAdvisor",
    keys: ["region", "regions"],
    reason: "Trusted Advisor sends its events in the region of global services only, us-east-1 in the partition aws",
    fix: "remove it: every account forwards them from there",
  },
];
