/**
 * Digests that CloudTrail has put into the bucket. The account stands before the folder of digests in their keys, which filters of
 * Amazon S3's own notifications cannot express.
 *
 * @param accountId of the bucket, where it is known: buses also get events that others forward
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function digestPattern(bucketName: string, accountId?: string): string {
  return JSON.stringify({
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    ...(accountId === undefined ? {} : { account: [accountId] }),
    detail: { bucket: { name: [bucketName] }, object: { key: [{ wildcard: "*/CloudTrail-Digest/*" }] } },
  });
}
