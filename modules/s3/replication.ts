import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { serviceTrust } from "../iam/service-trust";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { bucketArn } from "./bucket-arn";

/** The bucket that copies go to. */
export interface ReplicationTarget extends Waited {
  /** Name of the bucket, which is in another region. */
  readonly bucketName: string;
  /** Twelve digits: the account that owns it, and the copies. */
  readonly accountId: string;
  /** ARN of the key that encrypts the copies; same region as that bucket. */
  readonly kmsKeyArn: string;
}

export interface ReplicationProps {
  /** Account and region of the source bucket. */
  readonly environment: Environment;
  readonly sourceBucketName: string;
  /**
   * ARNs of the keys that originals are or were encrypted with.
   * @default - SSE-S3
   */
  readonly sourceKeyArns?: readonly string[];
  /** Replication is refused before the source is versioned. */
  readonly sourceVersioning: ITerraformDependable;
  /** Name of the role that S3 assumes to copy. */
  readonly roleName: string;
  readonly target: ReplicationTarget;
}

/**
 * Copies of every object version of a bucket in another region, in another account if the target is there. Delete
 * markers are not copied, so that a log that is hidden in one bucket is still visible in the other. Metrics show what
 * waits or fails.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export class Replication extends Construct {
  readonly configuration: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ReplicationProps) {
    super(scope, id);
    const { environment, target } = props;
    const role = new IamRole(this, "role", {
      ...inEnvironment(environment),
      name: props.roleName,
      description: "S3 copies the trail's log and digest files to the replica",
      assumeRolePolicy: serviceTrust("s3.amazonaws.com"),
    });
    const rolePolicy = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "replicate",
      role: role.name,
      policy: policyDocument(...permissions(props)),
    });
    const isElsewhere = target.accountId !== environment.accountId;
    this.configuration = new S3BucketReplicationConfigurationA(this, "Default", {
      ...inEnvironment(environment),
      bucket: props.sourceBucketName,
      role: role.arn,
      rule: [
        {
          id: "everything",
          priority: 0,
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: bucketArn(environment, target.bucketName),
            storageClass: "STANDARD",
            encryptionConfiguration: { replicaKmsKeyId: target.kmsKeyArn },
            metrics: { status: "Enabled" },
            ...(isElsewhere ? { account: target.accountId, accessControlTranslation: { owner: "Destination" } } : {}),
          },
        },
      ],
      dependsOn: [props.sourceVersioning, rolePolicy, ...(after(this, target) ?? [])],
    });
  }
}

function permissions({
  environment,
  sourceBucketName,
  sourceKeyArns = [],
  target,
}: ReplicationProps): PolicyStatement[] {
  const source = bucketArn(environment, sourceBucketName);
  return [
    {
      Sid: "ReadSource",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: source,
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: [
        "s3:GetObjectLegalHold",
        "s3:GetObjectRetention",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionTagging",
      ],
      Resource: `${source}/*`,
    },
    {
      Sid: "WriteCopies",
      Effect: "Allow",
      Action: ["s3:ObjectOwnerOverrideToBucketOwner", "s3:ReplicateObject", "s3:ReplicateTags"],
      Resource: `${bucketArn(environment, target.bucketName)}/*`,
    },
    ...(sourceKeyArns.length === 0
      ? []
      : [{ Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: oneOrAll(sourceKeyArns) } as const]),
    {
      Sid: "EncryptCopies",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey"],
      Resource: target.kmsKeyArn,
    },
  ];
}

/** A list of one is written as AWS gives it back. */
function oneOrAll(arns: readonly string[]): string | readonly string[] {
  const [first = "", ...others] = arns;
  return others.length === 0 ? first : arns;
}
