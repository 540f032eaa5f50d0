import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { at } from "../place";
import type { Place } from "../place";

/** AWS's longest waiting period, in days: the longest time to notice and cancel a deletion. */
const DELETION_WINDOW_DAYS = 30;

export interface LogKeyProps {
  readonly place: Place;
  /** Alias with its `alias/` prefix. */
  readonly alias: string;
  /** ARN of the trail that encrypts its log files with this key. */
  readonly trailArn: string;
  /** Twelve digits: the account that owns the trail. */
  readonly trailAccountId: string;
  /** `o-...`: AWS Config of every account of this organization may encrypt its deliveries. */
  readonly organizationId: string;
}

/**
 * The customer-managed key that encrypts CloudTrail's log files and AWS Config's deliveries in the log archive.
 * Rotated every year; deletion waits 30 days and Terraform refuses to plan it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export class LogKey extends Construct {
  /** ARN of the key, known once AWS has made it. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "Default", {
      ...at(props.place),
      description: "Encrypts the logs of the organization",
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyDocument(...keyPolicy(props)),
      lifecycle: PREVENT_DESTROY,
    });
    new KmsAlias(this, "alias", { ...at(props.place), name: props.alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

function keyPolicy(props: LogKeyProps): PolicyStatement[] {
  const { partition, accountId } = props.place;
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const byThisTrail = { "aws:SourceArn": props.trailArn };
  return [
    {
      // Without it nobody could ever change the key again; who may do so is decided by IAM policies in this account.
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
      Sid: "AccountAdministersKey",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "CloudTrailEncryptsLogs",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: byThisTrail,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partition}:cloudtrail:*:${props.trailAccountId}:trail/*`,
        },
      },
    },
    {
      Sid: "CloudTrailDescribesKey",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: byThisTrail },
    },
    {
      // S3 Bucket Keys make CloudTrail decrypt the bucket's data key before it writes.
      Sid: "CloudTrailUsesBucketKey",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: byThisTrail },
    },
    {
      Sid: "ConfigEncryptsDeliveries",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceOrgID": props.organizationId } },
    },
  ];
}
