import { KEY_ADMINISTRATION } from "../../aws/key-administration";
import { KEY_DESTRUCTION } from "../../aws/tampering";
import { accountsNear, breakGlassArn, stateBucketArn } from "./place";
import type { StatePlace } from "./place";
import type { ResourceStatement } from "./resource-statement";

/** The statement that keeps a key from being disabled and deleted. */
export const DENY_DESTRUCTION = "DenyDestruction";

/**
 * The policy of the key of the states: S3 uses it for whoever may read and write them, and nothing else does.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function stateKeyPolicy(place: StatePlace): ResourceStatement[] {
  const { partition, state } = place;
  const s3 = `s3.${state.region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
  const bucket = stateBucketArn(place);
  return [
    administration(place, place.accountId),
    {
      Sid: "AllowStatesInS3",
      Effect: "Allow",
      Principal: { AWS: accountsNear(place).map((id) => `arn:${partition}:iam::${id}:root`) },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "kms:ViaService": s3 },
        // That of the bucket with a bucket key, and of the object without.
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
      },
    },
    otherAccounts(place),
    destruction(place, place.accountId),
  ];
}

/** Names of the roles of pipelines. */
export interface PipelineRoleNames {
  readonly plan: string;
  readonly apply: string;
}

/**
 * The policy of the key of plans that one job hands to another. It is in the management account, where the roles are: who plans
 * encrypts and never decrypts, who applies does both, and all others neither, whatever IAM policies say. Roles are named by a condition,
 * as AWS takes none for a principal that does not exist yet.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#enveloping
 */
export function planKeyPolicy(place: StatePlace, roles: PipelineRoleNames): ResourceStatement[] {
  const { managementId, partition } = place;
  const arn = (role: string) => `arn:${partition}:iam::${managementId}:role/${role}`;
  const [planning, applying] = [arn(roles.plan), arn(roles.apply)];
  const allowed = (Sid: string, Action: readonly string[], who: readonly string[]): ResourceStatement => ({
    Sid,
    Effect: "Allow",
    Principal: "*",
    Action,
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": managementId }, ArnEquals: { "aws:PrincipalArn": who } },
  });
  return [
    administration(place, managementId),
    allowed("AllowEncryptionOfPlans", ["kms:DescribeKey", "kms:GenerateDataKey"], [planning, applying]),
    allowed("AllowDecryptionOfPlans", ["kms:Decrypt"], [applying]),
    {
      Sid: "DenyDecryptionByOthers",
      Effect: "Deny",
      Principal: "*",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:ReEncryptFrom"],
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": applying } },
    },
    destruction(place, managementId),
  ];
}

/** Without it nobody could ever change the key again; who may, IAM policies of the account say. */
function administration({ partition }: StatePlace, accountId: string): ResourceStatement {
  return {
    Sid: "AccountAdministersKey",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: KEY_ADMINISTRATION,
    Resource: "*",
  };
}

function otherAccounts(place: StatePlace): ResourceStatement {
  return {
    Sid: "DenyOtherAccounts",
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:*"],
    Resource: "*",
    Condition: {
      StringNotEquals: { "aws:PrincipalAccount": accountsNear(place) },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}

function destruction(place: StatePlace, accountId: string): ResourceStatement {
  return {
    Sid: DENY_DESTRUCTION,
    Effect: "Deny",
    Principal: "*",
    Action: KEY_DESTRUCTION,
    Resource: "*",
    Condition: { ArnNotLike: { "aws:PrincipalArn": breakGlassArn(place, accountId) } },
  };
}
