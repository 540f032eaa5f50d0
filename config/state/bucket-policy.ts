import { BUCKET_RECONFIGURATION, OBJECT_TAMPERING } from "../../aws/tampering";
import { accountsNear, breakGlassArn, stateBucketArn } from "./place";
import type { StatePlace } from "./place";
import type { ResourceStatement } from "./resource-statement";

/** What keeps versions of states: all of it but deleting the newest, which leaves the version. */
const LOSING_VERSIONS = OBJECT_TAMPERING.filter((action) => action !== "s3:DeleteObject");

/**
 * The policy of the bucket of Terraform's states. IAM policies of the management account and of the bucket's own say who reads and
 * writes; nobody of any other account does, and only the break-glass role of the bucket's account loses versions or changes what
 * protects them. Terraform deletes locks, `*.tflock`, and nothing else.
 *
 * @param keyArn the one key that states are encrypted with; absent: others are not refused
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function stateBucketPolicy(place: StatePlace, keyArn: string | undefined): ResourceStatement[] {
  const bucket = stateBucketArn(place);
  const everything = [bucket, `${bucket}/*`];
  const butEmergencies = { ArnNotLike: { "aws:PrincipalArn": breakGlassArn(place, place.accountId) } };
  return [
    ...fromManagementAccount(place),
    deny("DenyInsecureTransport", ["s3:*"], { Resource: everything }, { Bool: { "aws:SecureTransport": "false" } }),
    deny("DenyOldTls", ["s3:*"], { Resource: everything }, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    deny(
      "DenyOtherAccounts",
      ["s3:*"],
      { Resource: everything },
      {
        StringNotEquals: { "aws:PrincipalAccount": accountsNear(place) },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    ),
    deny(
      "DenyChangesOfProtection",
      [...LOSING_VERSIONS, ...BUCKET_RECONFIGURATION, "s3:PutBucketVersioning"],
      { Resource: everything },
      butEmergencies,
    ),
    deny("DenyDeletionOfStates", ["s3:DeleteObject"], { NotResource: `${bucket}/*.tflock` }, butEmergencies),
    ...(keyArn === undefined ? [] : otherEncryption(bucket, keyArn)),
  ];
}

/** Where the bucket is in another account, which decides for itself whom it lets in. */
function fromManagementAccount(place: StatePlace): ResourceStatement[] {
  const { accountId, managementId, partition, state } = place;
  if (accountId === managementId || state.roleArn !== undefined) {
    return [];
  }
  const Principal = { AWS: `arn:${partition}:iam::${managementId}:root` };
  const { prefix } = state;
  return [
    {
      Sid: "AllowListing",
      Effect: "Allow",
      Principal,
      Action: ["s3:ListBucket"],
      Resource: stateBucketArn(place),
      Condition: { StringLike: { "s3:prefix": [prefix, `${prefix}/*`] } },
    },
    {
      Sid: "AllowStates",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: stateBucketArn(place, `/${prefix}/*`),
    },
    {
      Sid: "AllowUnlocking",
      Effect: "Allow",
      Principal,
      Action: ["s3:DeleteObject"],
      Resource: stateBucketArn(place, `/${prefix}/*.tflock`),
    },
  ];
}

/**
 * An upload without a word about encryption gets the bucket's own, which is the key's; one that asks for another is refused.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
function otherEncryption(bucket: string, keyArn: string): ResourceStatement[] {
  const objects = { Resource: `${bucket}/*` };
  const key = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  return [
    deny("DenyOtherEncryption", ["s3:PutObject"], objects, {
      StringEquals: { "s3:x-amz-server-side-encryption": ["AES256", "aws:kms:dsse"] },
    }),
    deny("DenyOtherKeys", ["s3:PutObject"], objects, {
      Null: { [key]: "false" },
      StringNotEquals: { [key]: keyArn },
    }),
  ];
}

function deny(
  Sid: string,
  Action: readonly string[],
  resources: Pick<ResourceStatement, "NotResource" | "Resource">,
  Condition: ResourceStatement["Condition"],
): ResourceStatement {
  return { Sid, Effect: "Deny", Principal: "*", Action, ...resources, Condition };
}
