import { Construct } from "constructs";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "./bucket-arn";
import { PrivateBucket } from "./private-bucket";
import type { LogBucketProps, LogDestination } from "./private-bucket";

export interface ConfigBucketProps extends LogBucketProps {
  /** ARN of the key that encrypts the deliveries; same region as the bucket. */
  readonly kmsKeyArn: string;
  readonly accessLogBucket: LogDestination;
}

/**
 * The bucket of AWS Config's snapshots and history of every account and region.
 *
 * Config's service-linked role has no S3 rights, so Config delivers as its service principal; `aws:SourceOrgID` denies
 * it for other organizations. No default Object Lock: Config cannot deliver to a bucket that has one.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export class ConfigBucket extends Construct {
  constructor(scope: Construct, id: string, props: ConfigBucketProps) {
    super(scope, id);
    new PrivateBucket(this, "Default", {
      ...props,
      writer: { service: "config.amazonaws.com" },
      statements: deliveryStatements(props),
    });
  }
}

function deliveryStatements(props: ConfigBucketProps): PolicyStatement[] {
  const arn = bucketArn(props.environment, props.bucketName);
  const config = { Service: "config.amazonaws.com" };
  const fromOrganization = { "aws:SourceOrgID": props.protection.organizationId };
  return [
    {
      Sid: "AWSConfigBucketPermissionsCheck",
      Effect: "Allow",
      Principal: config,
      Action: "s3:GetBucketAcl",
      Resource: arn,
      Condition: { StringEquals: fromOrganization },
    },
    {
      Sid: "AWSConfigBucketExistenceCheck",
      Effect: "Allow",
      Principal: config,
      Action: "s3:ListBucket",
      Resource: arn,
      Condition: { StringEquals: fromOrganization },
    },
    {
      // Every account delivers below its own id; the region is left out because oversized global notifications carry
      // another one.
      Sid: "AWSConfigBucketDelivery",
      Effect: "Allow",
      Principal: config,
      Action: "s3:PutObject",
      Resource: `${arn}/AWSLogs/*/Config/*`,
      Condition: { StringEquals: { ...fromOrganization, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}
