import type { Construct } from "constructs";
import { environmentOf } from "../environment";
import type { Environment } from "../environment";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "./bucket-arn";
import { LogBucket } from "./log-bucket";
import { onBehalfOf } from "./on-behalf-of";
import type { LogBucketProps } from "./private-bucket";

export interface ConfigBucketProps extends LogBucketProps {
  /**
   * ARN of the key that encrypts the deliveries; same region as the bucket.
   * @default - S3's own key
   */
  readonly kmsKeyArn?: string;
}

/**
 * The bucket of AWS Config's snapshots and history: of every account and region of the organization that `protection` names, or of
 * the bucket's own account.
 *
 * Config's service-linked role has no S3 rights, so Config delivers as its service principal; `aws:SourceOrgID` denies
 * it for other organizations. No default Object Lock: Config cannot deliver to a bucket that has one.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export class ConfigBucket extends LogBucket {
  constructor(scope: Construct, id: string, props: ConfigBucketProps) {
    super(scope, id, {
      ...props,
      writer: { service: "config.amazonaws.com" },
      statements: deliveryStatements(environmentOf(scope, id, props), props),
    });
  }
}

function deliveryStatements(
  environment: Environment,
  { bucketName, protection }: ConfigBucketProps,
): PolicyStatement[] {
  const arn = bucketArn(environment, bucketName);
  const config = { Service: "config.amazonaws.com" };
  const fromOrganization = onBehalfOf(environment, protection);
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
