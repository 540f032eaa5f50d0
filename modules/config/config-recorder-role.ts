import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { bucketArn } from "../s3/bucket-arn";

export interface ConfigRecorderRoleProps {
  /** The account that is recorded. Roles are global: one for all regions of the account. */
  readonly environment: Environment;
  /** At most 64 letters, digits and `+=,.@_-`. */
  readonly roleName: string;
  /** Bucket that receives snapshots and history, of whichever account. */
  readonly bucketName: string;
  /**
   * ARN of the key that encrypts the deliveries. The key's policy has to let the role in, too.
   * @default - S3's own key
   */
  readonly kmsKeyArn?: string;
  /**
   * ARNs of the topics that the delivery channels notify, one a region.
   * @default - none
   */
  readonly topicArns?: readonly string[];
}

/**
 * A role of your own with which AWS Config reads an account, writes to the bucket and publishes to the topics: the
 * alternative to `ConfigServiceLinkedRole` where a role has to have a certain name, or is to be limited further.
 *
 * The policy of a bucket in another account has to allow the role; where it does not, Config delivers as its service
 * principal, as it does with the service-linked role.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export class ConfigRecorderRole extends Construct {
  readonly roleArn: string;
  /** The role may do its work once these exist. */
  readonly dependables: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ConfigRecorderRoleProps) {
    super(scope, id);
    const { environment } = props;
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: props.roleName,
      description: "AWS Config reads the account and delivers what it recorded",
      assumeRolePolicy: policyDocument({
        Sid: "ConfigOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": environment.accountId } },
      }),
    });
    const reading = new IamRolePolicyAttachment(this, "read-account", {
      ...inEnvironment(environment),
      role: role.name,
      policyArn: `arn:${environment.partition}:iam::aws:policy/service-role/AWS_ConfigRole`,
    });
    const delivery = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "deliver",
      role: role.name,
      policy: policyDocument(...deliveryStatements(props)),
    });
    this.roleArn = role.arn;
    this.dependables = [reading, delivery];
  }
}

function deliveryStatements(props: ConfigRecorderRoleProps): PolicyStatement[] {
  const { bucketName, kmsKeyArn, environment, topicArns = [] } = props;
  const arn = bucketArn(environment, bucketName);
  const statements: PolicyStatement[] = [
    {
      Sid: "Deliver",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${arn}/AWSLogs/${environment.accountId}/*`,
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    { Sid: "CheckBucket", Effect: "Allow", Action: "s3:GetBucketAcl", Resource: arn },
  ];
  if (kmsKeyArn !== undefined) {
    statements.push({
      Sid: "EncryptDeliveries",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
    });
  }
  if (topicArns.length > 0) {
    statements.push({ Sid: "TellTopics", Effect: "Allow", Action: "sns:Publish", Resource: topicArns });
  }
  return statements;
}
