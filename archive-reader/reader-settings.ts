import type { S3ClientConfig } from "@aws-sdk/client-s3";

/** Who reads an archive, and where it is. */
export interface ReaderSettings {
  readonly region: string;
  /**
   * URL of a local AWS.
   * @default - `AWS_ENDPOINT_URL`, else AWS
   */
  readonly endpoint?: string;
  /** @default - those of the environment: a profile, variables, a role */
  readonly credentials?: Exclude<S3ClientConfig["credentials"], undefined>;
}
