import { Construct } from "constructs";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "./bucket-arn";
import type { ObjectLock } from "./object-lock";
import { PrivateBucket } from "./private-bucket";
import type { LogBucketProps, LogDestination } from "./private-bucket";
import type { ReplicationTarget } from "./replication";

export interface TrailBucketProps extends LogBucketProps {
  /** ARN of the key that encrypts what carries no encryption of its own; same region as the bucket. */
  readonly kmsKeyArn: string;
  readonly accessLogBucket: LogDestination;
  /** ARN of the one trail that may deliver. */
  readonly trailArn: string;
  /** Twelve digits: the management account, which owns the organization trail. */
  readonly trailAccountId: string;
  /**
   * Lock of every log and digest file.
   * @default - none
   */
  readonly objectLock?: ObjectLock;
  /**
   * ARNs of other keys that files were or will be encrypted with, and may wait for their copies.
   * @default - none
   */
  readonly otherKeyArns?: readonly string[];
  /**
   * Where copies of all files go, and the name of the role that copies them.
   * @default - nowhere
   */
  readonly replication?: { readonly roleName: string; readonly target: ReplicationTarget };
  /**
   * Whether Amazon S3 tells the default event bus of the bucket's account of each file.
   * @default false
   */
  readonly emitsEvents?: boolean;
}

/**
 * The bucket of the organization trail's log and digest files.
 *
 * CloudTrail writes below two prefixes, the owning account's and the organization's, and checks both when the trail is
 * created. Nothing here demands SSE-KMS on upload: CloudTrail encrypts the digest files of older trails with SSE-S3, and those of newer
 * ones with the trail's key.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy
 */
export class TrailBucket extends Construct {
  constructor(scope: Construct, id: string, props: TrailBucketProps) {
    super(scope, id);
    new PrivateBucket(this, "Default", {
      ...props,
      writer: { service: "cloudtrail.amazonaws.com" },
      statements: deliveryStatements(props),
    });
  }
}

function deliveryStatements(props: TrailBucketProps): PolicyStatement[] {
  const arn = bucketArn(props.environment, props.bucketName);
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const byThisTrail = { "aws:SourceArn": props.trailArn };
  const write = (sid: string, owner: string): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: cloudTrail,
    Action: "s3:PutObject",
    Resource: `${arn}/AWSLogs/${owner}/*`,
    Condition: { StringEquals: { ...byThisTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
  });
  return [
    {
      Sid: "CloudTrailChecksAcl",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:GetBucketAcl",
      Resource: arn,
      Condition: { StringEquals: byThisTrail },
    },
    write("CloudTrailWritesManagementAccount", props.trailAccountId),
    write("CloudTrailWritesOrganization", props.protection.organizationId),
  ];
}
