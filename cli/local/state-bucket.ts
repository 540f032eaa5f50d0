import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import type { LandingZone } from "../../config/landing-zone";
import { LOCAL_CREDENTIALS } from "../../simulator/start";

/** Where bucket creation takes no location constraint. */
const FIRST_REGION = "us-east-1";

/** Makes the bucket of an S3 state backend in the local AWS. In the real one it exists before the first deployment. */
export async function createStateBucket({ state }: LandingZone, endpoint: string): Promise<void> {
  if (state.backend !== "s3") {
    return;
  }
  const { bucket: Bucket, region } = state;
  const client = new S3Client({ endpoint, region, credentials: LOCAL_CREDENTIALS, forcePathStyle: true });
  const LocationConstraint = region as BucketLocationConstraint;
  await client.send(
    new CreateBucketCommand({
      Bucket,
      ...(region === FIRST_REGION ? {} : { CreateBucketConfiguration: { LocationConstraint } }),
    }),
  );
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}
