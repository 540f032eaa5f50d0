import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { bucketArn } from "./bucket-arn";
import { PrivateBucket } from "./private-bucket";
import type { LogBucketProps, LogDestination } from "./private-bucket";

export interface AccessLogBucketProps extends Omit<LogBucketProps, "accessLogBucket"> {
  /** Names of the buckets, all in this account and region, whose server access logs arrive here. */
  readonly sourceBucketNames: readonly string[];
}

/**
 * The bucket of the other buckets' server access logs. S3 delivers them to an SSE-S3 bucket without Object Lock only. Its
 * own access is not logged: each log would make another.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general
 */
export class AccessLogBucket extends Construct implements LogDestination {
  readonly bucketName: string;
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    const { environment } = props;
    const bucket = new PrivateBucket(this, "Default", {
      ...props,
      writer: { service: "logging.s3.amazonaws.com" },
      statements: [
        {
          Sid: "S3WritesAccessLogs",
          Effect: "Allow",
          Principal: { Service: "logging.s3.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${bucketArn(environment, props.bucketName)}/*`,
          Condition: {
            ArnLike: { "aws:SourceArn": props.sourceBucketNames.map((name) => bucketArn(environment, name)) },
            StringEquals: { "aws:SourceAccount": environment.accountId },
          },
        },
      ],
    });
    this.policy = bucket.policy;
  }
}
