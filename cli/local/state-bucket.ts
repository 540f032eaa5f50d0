import { PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import type { LandingZone } from "../../config/landing-zone";
import { LOCAL_CREDENTIALS } from "../../simulator/start";
import { createBucket } from "./create-bucket";

/** Makes the bucket of an S3 state backend in the local AWS. In the real one it exists before the first deployment. */
export async function createStateBucket({ state }: LandingZone, endpoint: string): Promise<void> {
  if (state.backend !== "s3") {
    return;
  }
  const { bucket: Bucket, region } = state;
  const client = new S3Client({ endpoint, region, credentials: LOCAL_CREDENTIALS, forcePathStyle: true });
  await createBucket(client, Bucket, region);
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}
