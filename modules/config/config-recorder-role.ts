import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, nameOf, pathOf } from "../checks";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { bucketArn } from "../s3/bucket-arn";
import { bucketNameOf } from "../s3/private-bucket";
import type { BucketReference } from "../s3/private-bucket";

/** The environment is the account that is recorded. Roles are global: one for all regions of the account. */
export interface ConfigRecorderRoleProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly roleName?: string;
  /** The bucket of snapshots and history, a `ConfigBucket` in whichever account, or its name. */
  readonly bucket: BucketReference;
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
 * alternative to `AWSServiceRoleForConfig` where a role has to have a certain name, or is to be limited further.
 *
 * @example
 * const role = new ConfigRecorderRole(this, "config-role", { bucket });
 * new ConfigRecorder(this, "recorder", { bucket, roleArn: role.roleArn, dependsOn: [role.ready] });
 *
 * The policy of a bucket in another account has to allow the role; where it does not, Config delivers as its service
 * principal, as it does with the service-linked role.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export class ConfigRecorderRole extends Construct {
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamRole;
  /** The role with its permissions: a recorder waits for it. */
  readonly ready: ITerraformDependable;
  /** The same, one by one. */
  readonly dependables: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ConfigRecorderRoleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { roleName = nameOf(where) } = props;
    checkFormats(
      where,
      { ...props, roleName },
      {
        roleName: FORMATS.roleName,
        kmsKeyArn: FORMATS.keyArn,
      },
    );
    checkFormat(where, "bucket", bucketNameOf(props.bucket), FORMATS.bucketName);
    for (const [index, topic] of (props.topicArns ?? []).entries()) {
      checkFormat(where, `topicArns[${index}]`, topic, FORMATS.topicArn);
    }
    const environment = environmentOf(scope, id, props);
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
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
      policy: policyDocument(...deliveryStatements(environment, props)),
      // What waits for this waits for both.
      dependsOn: [reading],
    });
    this.roleArn = role.arn;
    this.role = role;
    this.ready = delivery;
    this.dependables = [reading, delivery];
  }
}

function deliveryStatements(environment: Environment, props: ConfigRecorderRoleProps): PolicyStatement[] {
  const { bucket, kmsKeyArn, topicArns = [] } = props;
  const arn = bucketArn(environment, bucketNameOf(bucket));
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
