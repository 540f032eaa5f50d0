import type { PolicyStatement } from "../iam/policy-document";

type Conditions = NonNullable<PolicyStatement["Condition"]>;

/**
 * Condition of a key policy: what is encrypted or decrypted is an object of one bucket. S3 says so in the encryption context,
 * besides what the writer of the object put there: with a bucket key it is the ARN of the bucket, and without that of the object.
 * A bucket key is a setting of each object, taken from the bucket when it was written, so that a bucket can hold both kinds.
 *
 * @param bucketArn ARN of the bucket; objects of buckets whose names begin the same are not meant
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html#bucket-key-changes
 */
export function ofBucket(bucketArn: string): Conditions {
  return { StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] } };
}
