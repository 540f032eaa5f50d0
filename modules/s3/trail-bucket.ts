import type { Construct } from "constructs";
import { pathOf } from "../checks";
import { checkTrail, trailArn } from "../cloudtrail/trail-identity";
import type { TrailIdentity } from "../cloudtrail/trail-identity";
import { environmentOf } from "../environment";
import type { Environment } from "../environment";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "./bucket-arn";
import { ofAccount, ofOrganization } from "./bucket-protection";
import { LogBucket } from "./log-bucket";
import type { ObjectLock } from "./object-lock";
import type { LogBucketProps } from "./private-bucket";
import type { ReplicationTarget } from "./replication";

export interface TrailBucketProps extends LogBucketProps {
  /**
   * ARN of the key that encrypts what carries no encryption of its own; same region as the bucket.
   * @default - S3's own key
   */
  readonly kmsKeyArn?: string;
  /** The one trail that may deliver; it need not exist yet. */
  readonly trail: TrailIdentity;
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
 * The bucket of a trail's log and digest files.
 *
 * CloudTrail writes below the owning account's prefix and, if it is an organization trail, below the organization's, and
 * checks both when the trail is created. Nothing here demands SSE-KMS on upload: CloudTrail encrypts the digest files of older trails with SSE-S3, and those of newer
 * ones with the trail's key.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy
 */
export class TrailBucket extends LogBucket {
  constructor(scope: Construct, id: string, props: TrailBucketProps) {
    const { organizationId } = props.trail;
    checkTrail(pathOf(scope, id), props.trail);
    super(scope, id, {
      protection: organizationId === undefined ? ofAccount() : ofOrganization(organizationId),
      ...props,
      writer: { service: "cloudtrail.amazonaws.com" },
      statements: deliveryStatements(environmentOf(scope, id, props), props),
    });
  }
}

function deliveryStatements(environment: Environment, { bucketName, trail }: TrailBucketProps): PolicyStatement[] {
  const arn = bucketArn(environment, bucketName);
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const byThisTrail = { "aws:SourceArn": trailArn(environment, trail) };
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
    write("CloudTrailWritesManagementAccount", trail.accountId),
    ...(trail.organizationId === undefined ? [] : [write("CloudTrailWritesOrganization", trail.organizationId)]),
  ];
}
