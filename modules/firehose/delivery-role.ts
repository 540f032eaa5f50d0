import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { logGroupArn } from "../cloudwatch/log-group-arn";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { policyDocument } from "../iam/policy-document";
import { serviceTrust } from "../iam/service-trust";
import { bucketArn } from "../s3/bucket-arn";

export interface DeliveryRoleProps {
  /** The account and region of the stream. */
  readonly environment: Environment;
  /** At most 64 letters, digits and `+=,.@_-`. The policies of bucket and key know the role by this name. */
  readonly roleName: string;
  readonly bucketName: string;
  /** What the keys of objects that it writes begin with: `findings/`. */
  readonly prefixes: readonly string[];
  /** ARN of the key of the bucket, in the same region. */
  readonly kmsKeyArn: string;
  /** Of the log group, in the account and region of the stream, for what fails. */
  readonly logGroupName: string;
}

/**
 * The role with which a Firehose stream writes below some prefixes of a bucket, in whichever account.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
export class DeliveryRole extends Construct {
  readonly arn: string;
  /** Firehose cannot write before it is there. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);
    const { environment, kmsKeyArn, logGroupName, prefixes, roleName } = props;
    const arn = bucketArn(environment, props.bucketName);
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: "Firehose delivers to the log archive",
      assumeRolePolicy: serviceTrust("firehose.amazonaws.com"),
    });
    this.policy = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "deliver",
      role: role.name,
      policy: policyDocument(
        {
          Sid: "LookAtBucket",
          Effect: "Allow",
          Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          Resource: arn,
        },
        {
          Sid: "WriteObjects",
          Effect: "Allow",
          // PutObjectAcl: Firehose gives the owner of a bucket in another account full control.
          Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"],
          Resource: prefixes.map((prefix) => `${arn}/${prefix}*`),
        },
        {
          Sid: "Encrypt",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: kmsKeyArn,
          Condition: {
            StringEquals: { "kms:ViaService": `s3.${environment.region}.amazonaws.com` },
            StringLike: { "kms:EncryptionContext:aws:s3:arn": [arn, `${arn}/*`] },
          },
        },
        {
          Sid: "LogErrors",
          Effect: "Allow",
          Action: "logs:PutLogEvents",
          Resource: `${logGroupArn(environment, logGroupName)}:log-stream:*`,
        },
      ),
    });
    this.arn = role.arn;
  }
}
