import type { Environment } from "../environment";

/** ARN of a bucket, which holds neither account nor region. */
export function bucketArn(environment: Pick<Environment, "partition">, bucketName: string): string {
  return `arn:${environment.partition}:s3:::${bucketName}`;
}
