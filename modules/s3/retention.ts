import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** How long objects are kept, as ages in days since they were written. */
export interface Retention {
  /** Age up to which objects stay in S3 Standard. */
  readonly hotDays: number;
  /** Age from which objects are in Glacier Deep Archive; before that, from `hotDays` on, in Glacier Instant Retrieval. */
  readonly archiveDays: number;
  /** Age at which objects are deleted. */
  readonly totalDays: number;
}

/** Days that remain to notice that an object was overwritten or deleted, where no Object Lock keeps the earlier version. */
const NONCURRENT_DAYS_WITHOUT_LOCK = 90;
/** Uploads that were begun and never finished are invisible, and paid for. */
const ABANDONED_UPLOAD_DAYS = 7;

/**
 * The lifecycle rules that carry out a retention. S3 leaves objects smaller than 128 KB in S3 Standard, where moving them
 * would cost more than it saves; they expire like all others.
 *
 * An object that expires becomes a noncurrent version first. Where Object Lock protects versions it is deleted a day
 * later: a version that was overwritten before its time cannot be deleted while its lock lasts.
 *
 * @param isLocked whether every version is under Object Lock
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export function lifecycleRules(retention: Retention, isLocked: boolean): S3BucketLifecycleConfigurationRule[] {
  const { archiveDays, hotDays, totalDays } = retention;
  const everything = [{ prefix: "" }];
  return [
    {
      id: "retention",
      status: "Enabled",
      filter: everything,
      transition: [
        ...(hotDays < archiveDays ? [{ days: hotDays, storageClass: "GLACIER_IR" }] : []),
        ...(archiveDays < totalDays ? [{ days: archiveDays, storageClass: "DEEP_ARCHIVE" }] : []),
      ],
      expiration: [{ days: totalDays }],
      noncurrentVersionExpiration: [{ noncurrentDays: isLocked ? 1 : NONCURRENT_DAYS_WITHOUT_LOCK }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
    },
    {
      // What is left of an object whose last version is gone. S3 takes this in no rule that also counts days.
      id: "expired-delete-markers",
      status: "Enabled",
      filter: everything,
      expiration: [{ expiredObjectDeleteMarker: true }],
    },
  ];
}
