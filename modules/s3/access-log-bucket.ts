import type { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, pathOf } from "../checks";
import { environmentOf } from "../environment";
import { bucketArn } from "./bucket-arn";
import { LogBucket } from "./log-bucket";
import type { LogBucketProps } from "./private-bucket";

export interface AccessLogBucketProps extends Omit<LogBucketProps, "accessLogBucket"> {
  /**
   * Names of the buckets, all in this account and region, whose server access logs arrive here.
   * @default - all buckets of this account
   */
  readonly sourceBucketNames?: readonly string[];
}

/**
 * The bucket of the other buckets' server access logs. S3 delivers them to an SSE-S3 bucket without Object Lock only. Its
 * own access is not logged: each log would make another.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general
 */
export class AccessLogBucket extends LogBucket {
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    checkFormats(pathOf(scope, id), props, { sourceBucketNames: FORMATS.bucketName });
    const environment = environmentOf(scope, id, props);
    super(scope, id, {
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
            ArnLike: {
              "aws:SourceArn": (props.sourceBucketNames ?? ["*"]).map((name) => bucketArn(environment, name)),
            },
            StringEquals: { "aws:SourceAccount": environment.accountId },
          },
        },
      ],
    });
  }
}
