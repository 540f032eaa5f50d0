/**
 * Object Lock of every version that is written to a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export interface ObjectLock {
  /** `governance` can be bypassed with `s3:BypassGovernanceRetention`; `compliance` by nobody, AWS and root included. */
  readonly mode: "governance" | "compliance";
  /** Days from the writing of a version during which it can neither be deleted nor overwritten. */
  readonly days: number;
}
