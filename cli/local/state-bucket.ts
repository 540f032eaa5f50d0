import { PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import type { LandingZone } from "../../config/landing-zone";
import type { Simulator } from "../../simulator/start";
import { createBucket } from "./create-bucket";

/** Makes the bucket of an S3 state backend in the local AWS. In the real one it exists before the first deployment. */
export async function createStateBucket(
  { state }: LandingZone,
  { credentials, endpoint }: Pick<Simulator, "credentials" | "endpoint">,
): Promise<void> {
  if (state.backend !== "s3") {
    return;
  }
  const { bucket: Bucket, region } = state;
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await createBucket(client, Bucket, region);
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}
