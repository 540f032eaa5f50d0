import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { at } from "../place";
import type { Place } from "../place";

export interface PrivateBucketProps {
  readonly place: Place;
  /** Name of the bucket, unique in the whole partition. */
  readonly bucketName: string;
  /**
   * ARN of the customer-managed key that encrypts objects (SSE-KMS with a bucket key).
   * @default - SSE-S3
   */
  readonly kmsKeyArn?: string;
  /**
   * The bucket that receives this bucket's server access logs.
   * @default - access is not logged
   */
  readonly accessLogBucket?: LogDestination;
  /** What the bucket policy allows beyond the account's own IAM policies. */
  readonly statements: readonly PolicyStatement[];
}

/** A bucket that others deliver to, once its policy lets them. */
export interface LogDestination {
  readonly bucketName: string;
  readonly policy: ITerraformDependable;
}

/**
 * A bucket for logs: no public access, owner-enforced object ownership, versioned, encrypted, reached by TLS only,
 * never emptied or destroyed by Terraform.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class PrivateBucket extends Construct implements LogDestination {
  readonly bucketName: string;
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { place, bucketName } = props;
    this.bucketName = bucketName;
    const resource = new S3Bucket(this, "Default", { ...at(place), bucket: bucketName, lifecycle: PREVENT_DESTROY });
    const bucket = resource.id;

    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      ...at(place),
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      ...at(place),
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    new S3BucketVersioningA(this, "versioning", {
      ...at(place),
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...at(place),
      bucket,
      rule: [
        props.kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.kmsKeyArn },
              bucketKeyEnabled: true,
            },
      ],
    });
    if (props.accessLogBucket !== undefined) {
      new S3BucketLoggingA(this, "access-logging", {
        ...at(place),
        bucket,
        targetBucket: props.accessLogBucket.bucketName,
        targetPrefix: `${bucketName}/`,
        // S3 checks that it may write there.
        dependsOn: [props.accessLogBucket.policy],
      });
    }
    this.policy = new S3BucketPolicy(this, "policy", {
      ...at(place),
      bucket,
      policy: policyDocument(...props.statements, denyInsecureTransport(bucketArn(place, bucketName))),
      // S3 refuses concurrent changes of one bucket's policy and public access block.
      dependsOn: [publicAccessBlock],
    });
  }
}

/** ARN of a bucket, which holds neither account nor region. */
export function bucketArn(place: Pick<Place, "partition">, bucketName: string): string {
  return `arn:${place.partition}:s3:::${bucketName}`;
}

function denyInsecureTransport(arn: string): PolicyStatement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
