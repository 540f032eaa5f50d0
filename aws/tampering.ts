/**
 * IAM actions that remove or alter an object of a log bucket, or what keeps it from being removed; sorted.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const OBJECT_TAMPERING = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteObject",
  "s3:DeleteObjectTagging",
  "s3:DeleteObjectVersion",
  "s3:DeleteObjectVersionTagging",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutObjectTagging",
  "s3:PutObjectVersionTagging",
  "s3:ReplicateDelete",
];

/**
 * IAM actions on settings of a bucket that logs depend on, except versioning, which MFA Delete is a part of; sorted.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const BUCKET_RECONFIGURATION = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
];

/** IAM actions that make everything that was encrypted with a key unreadable; sorted. */
export const KEY_DESTRUCTION = ["kms:DisableKey", "kms:ScheduleKeyDeletion"];

/** IAM actions that give what is in an object of a log bucket; sorted. */
export const LOG_FILES = ["s3:GetObject", "s3:GetObjectTorrent", "s3:GetObjectVersion", "s3:GetObjectVersionTorrent"];
