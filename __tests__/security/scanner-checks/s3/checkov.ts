import type { Block, Statement } from "../../../support/terraform";
import {
  ALL_USERS,
  AUTHENTICATED_USERS,
  PUBLIC_ACLS,
  cannedAcls,
  companions,
  defaultEncryption,
  grants,
  grantsOfBucket,
} from "../buckets";
import {
  argumentIs,
  blocks,
  checkov,
  checkovGraph,
  checkovResource,
  conditions,
  isSet,
  letsAnyoneIn,
  list,
  noStatement,
  principals,
} from "../check";
import type { ScannerCheck } from "../check";
import {
  ACCESS_BLOCK,
  ACL,
  BUCKET,
  ENCRYPTION,
  LIFECYCLE,
  POLICY,
  hasAccessBlock,
  hasCompanion,
  hasNoAcl,
  logsAccess,
  versioningSays,
} from "./rules";

export const S3_CHECKOV_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovGraph("CKV_AWS_18", "S3BucketLogging.yaml"),
    title: "Ensure the S3 bucket has access logging enabled",
    ...logsAccess,
  },
  {
    ...checkovGraph("CKV_AWS_19", "S3BucketEncryption.yaml"),
    title: "Ensure all data stored in the S3 bucket is securely encrypted at rest",
    type: BUCKET,
    // Without a configuration, S3 encrypts with SSE-S3.
    passes: (name, bucket, template) =>
      companions(name, bucket, template, ENCRYPTION)
        .flatMap(defaultEncryption)
        .every(({ sse_algorithm }) => sse_algorithm === "AES256" || sse_algorithm === "aws:kms"),
    violate: (name, bucket, template) => {
      for (const encryption of companions(name, bucket, template, ENCRYPTION).flatMap(defaultEncryption)) {
        encryption.sse_algorithm = "none";
      }
    },
  },
  {
    ...checkovGraph("CKV_AWS_20", "S3PublicACLRead.yaml"),
    title: "S3 Bucket has an ACL defined which allows public READ access.",
    ...hasNoAcl(
      (name, bucket, template) =>
        cannedAcls(name, bucket, template).some((acl) => PUBLIC_ACLS.includes(acl)) ||
        grantsOfBucket(name, bucket, template).some(({ uri }) => uri === ALL_USERS),
    ),
  },
  {
    ...checkovGraph("CKV_AWS_21", "S3BucketVersioning.yaml"),
    title: "Ensure all data stored in the S3 bucket have versioning enabled",
    ...versioningSays("status", "Enabled"),
  },
  ...(
    [
      ["CKV_AWS_53", "S3BlockPublicACLs.py", "block public ACLS enabled", "block_public_acls"],
      ["CKV_AWS_54", "S3BlockPublicPolicy.py", "block public policy enabled", "block_public_policy"],
      ["CKV_AWS_55", "S3IgnorePublicACLs.py", "ignore public ACLs enabled", "ignore_public_acls"],
      ["CKV_AWS_56", "S3RestrictPublicBuckets.py", "'restrict_public_bucket' enabled", "restrict_public_buckets"],
    ] as const
  ).map(([id, file, setting, argument]) => ({
    ...checkovResource(id, file),
    title: `Ensure S3 bucket has ${setting}`,
    ...argumentIs(ACCESS_BLOCK, argument, true),
  })),
  {
    ...checkovGraph("CKV_AWS_57", "S3PublicACLWrite.yaml"),
    title: "S3 Bucket has an ACL defined which allows public WRITE access.",
    ...hasNoAcl(
      (name, bucket, template) =>
        cannedAcls(name, bucket, template).includes("public-read-write") ||
        grantsOfBucket(name, bucket, template).some(
          ({ permission, uri }) =>
            uri === ALL_USERS && ["WRITE", "WRITE_ACP", "FULL_CONTROL"].includes(String(permission)),
        ),
    ),
  },
  {
    ...checkovResource("CKV_AWS_70", "S3AllowsAnyPrincipal.py"),
    title: "Ensure S3 bucket does not allow an action with any Principal",
    ...noStatement(POLICY, (statement) => letsAnyoneIn(statement) && !isConfined(statement), {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    }),
  },
  {
    ...checkovResource("CKV_AWS_93", "S3ProtectAgainstPolicyLockout.py"),
    title: "Ensure S3 bucket policy does not lockout all but root user. (Prevent lockouts needing root account fixes)",
    ...noStatement(POLICY, locksOut, { Effect: "Deny", Principal: "*", Action: ["s3:GetObject", "s3:*"] }),
  },
  {
    ...checkovResource("CKV_AWS_143", "S3BucketObjectLock.py"),
    title: "Ensure that S3 bucket has lock configuration enabled by default",
    type: BUCKET,
    // Of the bucket's own, deprecated argument only.
    passes: (_, { object_lock_configuration: lock }) =>
      blocks(lock).every(({ object_lock_enabled }) => object_lock_enabled === "Enabled"),
    violate: (_, bucket) => {
      bucket.object_lock_configuration = { object_lock_enabled: "Disabled" };
    },
  },
  {
    ...checkovGraph("CKV_AWS_144", "S3BucketReplicationConfiguration.yaml"),
    title: "Ensure that S3 bucket has cross-region replication enabled",
    // The bucket is found by a reference only, not by its name.
    ...hasCompanion(
      "aws_s3_bucket_replication_configuration",
      ({ bucket, rule }) =>
        String(bucket).startsWith("${aws_s3_bucket.") && blocks(rule).some(({ status }) => status === "Enabled"),
    ),
  },
  {
    ...checkovGraph("CKV_AWS_145", "S3KMSEncryptedByDefault.yaml"),
    title: "Ensure that S3 buckets are encrypted with KMS by default",
    ...hasCompanion(ENCRYPTION, isEncryptedWithKms),
  },
  {
    ...checkovResource("CKV_AWS_300", "S3AbortIncompleteUploads.py"),
    title: "Ensure S3 lifecycle configuration sets period for aborting failed uploads",
    type: LIFECYCLE,
    passes: (_, { rule: rules }) =>
      blocks(rules).some(
        (rule) =>
          rule.status === "Enabled" &&
          blocks(rule.abort_incomplete_multipart_upload).length > 0 &&
          !blocks(rule.filter).some(narrows),
      ),
    violate: (_, lifecycle) => {
      for (const rule of blocks(lifecycle.rule)) rule.filter = { prefix: "some/" };
    },
  },
  {
    ...checkovResource("CKV_AWS_375", "S3GlobalViewACL.py"),
    title: "Ensure AWS S3 bucket does not have global view ACL permissions enabled",
    type: ACL,
    passes: (_, acl) =>
      !grants(acl).some(
        ({ permission, uri }) => uri === ALL_USERS && (permission === "READ_ACP" || permission === "FULL_CONTROL"),
      ),
    violate: (_, acl) => {
      acl.access_control_policy = { grant: [{ grantee: [{ uri: ALL_USERS }], permission: "READ_ACP" }] };
    },
  },
  {
    ...checkov("CKV2_AWS_6", "tests/terraform/graph/checks/resources/S3BucketHasPublicAccessBlock/main.tf"),
    title: "Ensure that S3 bucket has a Public Access block",
    ...hasAccessBlock("block_public_acls", "block_public_policy"),
  },
  {
    ...checkovGraph("CKV2_AWS_43", "S3NotAllowAccessToAllAuthenticatedUsers.yaml"),
    title: "Ensure S3 Bucket does not allow access to all Authenticated users",
    type: ACL,
    passes: (_, acl) => !grants(acl).some(({ uri }) => uri === AUTHENTICATED_USERS),
    violate: (_, acl) => {
      acl.access_control_policy = { grant: [{ grantee: [{ uri: AUTHENTICATED_USERS }], permission: "READ" }] };
    },
  },
  {
    ...checkovGraph("CKV2_AWS_61", "S3BucketLifecycle.yaml"),
    title: "Ensure that an S3 bucket has a lifecycle configuration",
    ...hasCompanion(LIFECYCLE),
  },
  {
    ...checkovGraph("CKV2_AWS_62", "S3BucketEventNotifications.yaml"),
    title: "Ensure S3 buckets should have event notifications enabled",
    ...hasCompanion("aws_s3_bucket_notification"),
  },
  {
    ...checkovGraph("CKV2_AWS_65", "AWSdisableS3ACL.yaml"),
    title: "Ensure access control lists for S3 buckets are disabled",
    type: "aws_s3_bucket_ownership_controls",
    passes: (_, { rule }) => blocks(rule).some(({ object_ownership }) => object_ownership === "BucketOwnerEnforced"),
    violate: (_, controls) => {
      controls.rule = { object_ownership: "ObjectWriter" };
    },
  },
];

function isEncryptedWithKms(encryption: Block): boolean {
  return defaultEncryption(encryption).some(
    ({ sse_algorithm }) => sse_algorithm === "aws:kms" || sse_algorithm === "aws:kms:dsse",
  );
}

/** Whether the filter of a lifecycle rule leaves objects out. */
function narrows(filter: Block): boolean {
  return [filter, ...blocks(filter.and)].some((part) =>
    ["prefix", "object_size_greater_than", "object_size_less_than", "tag"].some((argument) => isSet(part[argument])),
  );
}

const CONFINING_KEYS = new Set([
  "aws:Ec2InstanceSourceVpc",
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:SourceVpc",
  "aws:VpceAccount",
  "aws:sourceVpce",
  "aws:userid",
  "ec2:SourceInstanceArn",
  "lambda:SourceFunctionArn",
  "ssm:SourceInstanceArn",
]);

/** Whether the condition of a statement confines who anyone is, by Checkov's list of condition keys. */
function isConfined(statement: Statement): boolean {
  const found = conditions(statement);
  if (found.some(([operator]) => operator === "ArnNotEquals" || operator === "ArnNotLike")) return true;
  const arns = found.filter(([operator]) => operator === "ArnEquals" || operator === "ArnLike");
  if (arns.length > 0) {
    return !arns.some(
      ([, key, arn]) =>
        (key === "aws:PrincipalArn" || key === "aws:SourceArn") && /^arn:aws:[a-z0-9-]+::\*/.test(String(arn)),
    );
  }
  return found.some(
    ([operator, key]) => /^String(?:Equals|EqualsIgnoreCase|Like)$/.test(operator) && CONFINING_KEYS.has(key),
  );
}

const LOCKING_ACTIONS: readonly unknown[] = ["s3:PutBucketPolicy", "s3:*BucketPolicy", "s3:Put*", "s3:*", "*"];

function locksOut(statement: Statement): boolean {
  return (
    statement.Effect === "Deny" &&
    statement.Condition === undefined &&
    !("NotAction" in statement) &&
    principals(statement, "AWS").includes("*") &&
    list(statement.Action).some((action) => LOCKING_ACTIONS.includes(action))
  );
}
