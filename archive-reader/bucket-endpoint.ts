import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { BucketEndpoint } from "../protocol/s3-reader";
import type { ReaderSettings } from "./reader-settings";

interface Captured {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
}

const KEY = "key";

/**
 * How the AWS SDK would reach a bucket: what the environment and the profile say of endpoints, FIPS and dual-stack is its
 * business. It makes a request, which is looked at and not sent.
 */
export async function bucketEndpoint(settings: ReaderSettings, bucket: string): Promise<BucketEndpoint> {
  const captured: Captured[] = [];
  const client = new S3Client({
    ...settings,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    maxAttempts: 1,
    requestHandler: {
      handle(request: Captured) {
        captured.push(request);
        return Promise.reject(new Error("it is not sent"));
      },
    },
  });
  try {
    await client.send(new GetObjectCommand({ Bucket: bucket, Key: KEY }));
  } catch (error) {
    if (captured.length === 0) {
      throw error;
    }
  }
  const [{ hostname, path, port, protocol } = { hostname: "", path: "", protocol: "" }] = captured;
  return {
    protocol: protocol === "http:" ? "http:" : "https:",
    hostname,
    path: path.slice(0, path.length - KEY.length),
    region: settings.region,
    ...(port === undefined ? {} : { port }),
  };
}
