import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PrivateBucket } from "./private-bucket";
import type { LogDestination, PrivateBucketProps } from "./private-bucket";

/** A bucket for the logs of one service. */
export abstract class LogBucket extends Construct implements LogDestination {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket, known before it is made. */
  readonly bucketArn: string;
  /** The bucket itself. */
  readonly bucket: S3Bucket;
  /** The bucket's policy, which comes last: whoever delivers waits for it. */
  readonly ready: ITerraformDependable;

  protected constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const inner = new PrivateBucket(this, "Default", props);
    this.bucketName = inner.bucketName;
    this.bucketArn = inner.bucketArn;
    this.bucket = inner.bucket;
    this.ready = inner.ready;
  }
}
