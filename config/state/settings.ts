export type State = { readonly backend: "local" } | S3State;

export interface S3State {
  readonly backend: "s3";
  readonly bucket: string;
  readonly region: string;
  /** Object key prefix without slashes at its ends. */
  readonly prefix: string;
  readonly kmsKeyArn?: string;
  readonly roleArn?: string;
}
