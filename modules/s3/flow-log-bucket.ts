import type { Construct } from "constructs";
import { environmentOf } from "../environment";
import type { Environment } from "../environment";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "./bucket-arn";
import { LogBucket } from "./log-bucket";
import { onBehalfOf } from "./on-behalf-of";
import type { LogBucketProps } from "./private-bucket";

export type FlowLogBucketProps = LogBucketProps;

/**
 * The bucket of VPC flow logs: of every account and region of the organization that `protection` names, or of the bucket's own
 * account. SSE-S3: a customer-managed key would have to
 * allow every account's log delivery to use it.
 *
 * Delivery is by CloudWatch Logs' delivery service on behalf of the account whose flow log it is; `aws:SourceOrgID`
 * denies it for other organizations, and a new account needs no change of the policy.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export class FlowLogBucket extends LogBucket {
  constructor(scope: Construct, id: string, props: FlowLogBucketProps) {
    super(scope, id, {
      ...props,
      writer: { service: "delivery.logs.amazonaws.com" },
      statements: deliveryStatements(environmentOf(scope, id, props), props),
    });
  }
}

function deliveryStatements(
  environment: Environment,
  { bucketName, protection }: FlowLogBucketProps,
): PolicyStatement[] {
  const arn = bucketArn(environment, bucketName);
  const delivery = { Service: "delivery.logs.amazonaws.com" };
  const fromOrganization = onBehalfOf(environment, protection);
  const fromLogDelivery = { ArnLike: { "aws:SourceArn": `arn:${environment.partition}:logs:*:*:*` } };
  return [
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal: delivery,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: arn,
      Condition: { StringEquals: fromOrganization, ...fromLogDelivery },
    },
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal: delivery,
      Action: "s3:PutObject",
      Resource: `${arn}/AWSLogs/*`,
      Condition: {
        StringEquals: { ...fromOrganization, "s3:x-amz-acl": "bucket-owner-full-control" },
        ...fromLogDelivery,
      },
    },
  ];
}
