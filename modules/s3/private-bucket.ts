import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { roleArn } from "../iam/arns";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { bucketArn } from "./bucket-arn";
import { protectionStatements } from "./bucket-protection";
import type { BucketProtection, Writer } from "./bucket-protection";
import { checkBucket } from "./check-bucket";
import type { ObjectLock } from "./object-lock";
import { Replication } from "./replication";
import type { ReplicationTarget } from "./replication";
import { lifecycleRules } from "./retention";
import type { Retention } from "./retention";

/** What all log buckets have in common. */
export interface LogBucketProps extends EnvironmentProps {
  /** Name of the bucket, unique in the whole partition: 3 to 63 lower-case letters, digits, hyphens and single dots. */
  readonly bucketName: string;
  /**
   * Who is kept out, and who deletes: `ofAccount()` or `ofOrganization("o-...")`.
   * @default - `ofOrganization` where the bucket is given an organization by something else, `ofAccount()` otherwise
   */
  readonly protection?: BucketProtection;
  /**
   * How long objects are kept.
   * @default - for ever, in S3 Standard
   */
  readonly retention?: Retention;
  /**
   * The bucket that receives this bucket's server access logs, or its name; of the same account and region.
   * @default - access is not logged
   */
  readonly accessLogBucket?: BucketReference;
}

export interface PrivateBucketProps extends LogBucketProps {
  /** The only one who may put objects; `statements` have to allow it. */
  readonly writer: Writer;
  /**
   * What the bucket policy allows beyond the account's own IAM policies.
   * @default - nothing
   */
  readonly statements?: readonly PolicyStatement[];
  /**
   * ARN of the customer-managed key that encrypts objects (SSE-KMS with a bucket key); same region as the bucket.
   * @default - SSE-S3
   */
  readonly kmsKeyArn?: string;
  /**
   * ARNs of other keys that objects were or will be encrypted with, and may wait for their copies.
   * @default - none
   */
  readonly otherKeyArns?: readonly string[];
  /**
   * Lock of every version that is written.
   * @default - none
   */
  readonly objectLock?: ObjectLock;
  /**
   * Where copies of all objects go, and the name of the role that copies them.
   * @default - nowhere
   */
  readonly replication?: { readonly roleName: string; readonly target: ReplicationTarget };
  /**
   * Whether Amazon S3 sends the bucket's events to the default event bus of its account. It is all that the bucket notifies then:
   * the call replaces its whole configuration of notifications.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
   */
  readonly emitsEvents?: boolean;
}

/** A bucket that others deliver to, once its policy lets them. */
export interface LogDestination extends Waited {
  /** Name of the bucket. */
  readonly bucketName: string;
}

/** A bucket, which is waited for, or the name of one that is there. */
export type BucketReference = LogDestination | string;

/** The name of a bucket. */
export function bucketNameOf(bucket: BucketReference): string {
  return typeof bucket === "string" ? bucket : bucket.bucketName;
}

/**
 * A bucket for logs: no public access, owner-enforced object ownership, versioned, encrypted, reached by TLS and from
 * inside the organization only, written by one writer, never emptied or destroyed by Terraform. Only the break-glass
 * role deletes from it or changes its settings.
 *
 * Object Lock is enabled by its configuration, not as an argument of the bucket: that would replace a bucket that was
 * made without it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
 */
export class PrivateBucket extends Construct implements LogDestination {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket, known before it is made. */
  readonly bucketArn: string;
  /** The bucket itself. */
  readonly bucket: S3Bucket;
  /** The bucket's policy, which comes last: whoever delivers waits for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    checkBucket(pathOf(scope, id), props);
    const environment = environmentOf(scope, id, props);
    const { bucketName, objectLock, protection = {}, retention } = props;
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(environment, bucketName);
    const resource = new S3Bucket(this, "Default", {
      ...inEnvironment(environment),
      bucket: bucketName,
      lifecycle: PREVENT_DESTROY,
    });
    this.bucket = resource;
    const bucket = resource.id;
    const settings: ITerraformDependable[] = [
      new S3BucketPublicAccessBlock(this, "public-access-block", {
        ...inEnvironment(environment),
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      new S3BucketOwnershipControls(this, "ownership", {
        ...inEnvironment(environment),
        bucket,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      }),
      this.addEncryption(bucket, environment, props.kmsKeyArn),
    ];

    const versioning = new S3BucketVersioningA(this, "versioning", {
      ...inEnvironment(environment),
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    settings.push(versioning);
    if (objectLock !== undefined) {
      settings.push(
        new S3BucketObjectLockConfigurationA(this, "object-lock", {
          ...inEnvironment(environment),
          bucket,
          objectLockEnabled: "Enabled",
          rule: { defaultRetention: { mode: objectLock.mode.toUpperCase(), days: objectLock.days } },
          dependsOn: [versioning],
        }),
      );
    }
    if (retention !== undefined) {
      settings.push(
        new S3BucketLifecycleConfiguration(this, "lifecycle", {
          ...inEnvironment(environment),
          bucket,
          rule: lifecycleRules(retention, objectLock !== undefined),
          // Rules about noncurrent versions are refused before there can be any.
          dependsOn: [versioning],
        }),
      );
    }
    if (props.accessLogBucket !== undefined) {
      settings.push(
        new S3BucketLoggingA(this, "access-logging", {
          ...inEnvironment(environment),
          bucket,
          targetBucket: bucketNameOf(props.accessLogBucket),
          targetPrefix: `${bucketName}/`,
          // S3 checks that it may write there.
          dependsOn: after(this, props.accessLogBucket),
        }),
      );
    }
    if (props.emitsEvents === true) {
      settings.push(
        new S3BucketNotification(this, "events", { ...inEnvironment(environment), bucket, eventbridge: true }),
      );
    }
    if (props.replication !== undefined) {
      const { configuration } = new Replication(this, "replication", {
        ...props.replication,
        environment,
        sourceBucketName: bucketName,
        sourceKeyArns: props.kmsKeyArn === undefined ? [] : [props.kmsKeyArn, ...(props.otherKeyArns ?? [])],
        sourceVersioning: versioning,
      });
      settings.push(configuration);
    }

    const copier =
      props.replication === undefined ? [] : [roleArn(environment, environment.accountId, props.replication.roleName)];
    this.ready = new S3BucketPolicy(this, "policy", {
      ...inEnvironment(environment),
      bucket,
      policy: policyDocument(
        ...(props.statements ?? []),
        ...protectionStatements(this.bucketArn, props.writer, protection, environment.accountId, copier),
      ),
      // Once the policy exists, the deployment role may change none of these any more.
      dependsOn: settings,
    });
  }

  private addEncryption(bucket: string, environment: Environment, kmsKeyArn: string | undefined): ITerraformDependable {
    return new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...inEnvironment(environment),
      bucket,
      rule: [
        kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
              bucketKeyEnabled: true,
            },
      ],
    });
  }
}
