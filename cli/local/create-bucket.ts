import { CreateBucketCommand } from "@aws-sdk/client-s3";
import type { BucketLocationConstraint, S3Client } from "@aws-sdk/client-s3";

/** Where bucket creation takes no location constraint. */
const FIRST_REGION = "us-east-1";

/** Makes a bucket in the region of the client. */
export async function createBucket(client: S3Client, bucket: string, region: string): Promise<void> {
  const LocationConstraint = region as BucketLocationConstraint;
  await client.send(
    new CreateBucketCommand({
      Bucket: bucket,
      ...(region === FIRST_REGION ? {} : { CreateBucketConfiguration: { LocationConstraint } }),
    }),
  );
}
