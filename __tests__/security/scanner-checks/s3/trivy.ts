import {
  cannedAcls,
  companions,
  defaultEncryption,
  isExposed,
  isLogged,
  receivesAccessLogs,
  removeCompanions,
} from "../buckets";
import { blocks, isSet, list, removeResources, trivy } from "../check";
import type { Rule, ScannerCheck } from "../check";
import {
  ACCESS_BLOCK,
  BUCKET,
  ENCRYPTION,
  POLICY,
  hasAccessBlock,
  hasCompanion,
  hasNoAcl,
  logsAccess,
  versioningSays,
} from "./rules";

export const S3_TRIVY_CHECKS: readonly ScannerCheck[] = [
  {
    ...trivy("AVD-AWS-0086", "s3/block_public_acls.rego"),
    title: "S3 Access block should block public ACL",
    ...hasAccessBlock("block_public_acls"),
  },
  {
    ...trivy("AVD-AWS-0087", "s3/block_public_policy.rego"),
    title: "S3 Access block should block public policy",
    ...hasAccessBlock("block_public_policy"),
  },
  {
    ...trivy("AVD-AWS-0088", "s3/enable_bucket_encryption.rego"),
    title: "Unencrypted S3 bucket",
    ...hasCompanion(ENCRYPTION, (encryption) =>
      defaultEncryption(encryption).some(({ sse_algorithm }) => isSet(sse_algorithm)),
    ),
  },
  {
    ...trivy("AVD-AWS-0089", "s3/enable_logging.rego"),
    title: "S3 Bucket Logging",
    ...logsAccess,
    passes: (name, bucket, template) =>
      isLogged(name, bucket, template) || cannedAcls(name, bucket, template).includes("log-delivery-write"),
  },
  {
    ...trivy("AVD-AWS-0090", "s3/enable_versioning.rego"),
    title: "S3 Data should be versioned",
    ...versioningSays("status", "Enabled"),
  },
  {
    ...trivy("AVD-AWS-0091", "s3/ignore_public_acls.rego"),
    title: "S3 Access Block should Ignore Public ACL",
    ...hasAccessBlock("ignore_public_acls"),
  },
  {
    ...trivy("AVD-AWS-0092", "s3/no_public_access_with_acl.rego"),
    title: "S3 Buckets not publicly accessible through ACL",
    ...hasNoAcl(isExposed),
  },
  {
    ...trivy("AVD-AWS-0093", "s3/no_public_buckets.rego"),
    title: "S3 Access block should restrict public bucket to limit access",
    ...hasAccessBlock("restrict_public_buckets"),
  },
  {
    ...trivy("AVD-AWS-0094", "s3/specify_public_access_block.rego"),
    title: "S3 buckets should each define an aws_s3_bucket_public_access_block",
    ...hasCompanion(ACCESS_BLOCK),
  },
  {
    ...trivy("AVD-AWS-0132", "s3/encryption_customer_key.rego"),
    title: "S3 encryption should use Customer Managed Keys",
    type: BUCKET,
    passes: (name, bucket, template) =>
      receivesAccessLogs(name, bucket, template) ||
      companions(name, bucket, template, ENCRYPTION)
        .flatMap(defaultEncryption)
        .some(({ kms_master_key_id }) => isSet(kms_master_key_id)),
    violate: (name, bucket, template) => {
      removeCompanions(name, bucket, template, ENCRYPTION);
      for (const policy of companions(name, bucket, template, POLICY)) policy.policy = undefined;
    },
  },
  {
    ...trivy("AVD-AWS-0170", "s3/require_mfa_delete.rego"),
    title: "Buckets should have MFA deletion protection enabled",
    ...versioningSays("mfa_delete", "Enabled"),
  },
  {
    ...trivy("AVD-AWS-0171", "s3/enable_object_write_logging.rego"),
    title: "S3 object-level write operations should be logged as CloudTrail data events",
    ...recordsDataEvents("ReadOnly"),
  },
  {
    ...trivy("AVD-AWS-0172", "s3/enable_object_read_logging.rego"),
    title: "S3 object-level read operations should be logged as CloudTrail data events",
    ...recordsDataEvents("WriteOnly"),
  },
  {
    ...trivy("AVD-AWS-0320", "s3/dns_compliant_name.rego"),
    title: "S3 DNS Compliant Bucket Names",
    type: BUCKET,
    passes: (_, { bucket: bucketName }) => !String(bucketName).includes("."),
    violate: (_, bucket) => {
      bucket.bucket = "logs.example.com";
    },
  },
];

/** A trail of the same stack records data events of the bucket that are not of one kind only. */
function recordsDataEvents(otherKind: "ReadOnly" | "WriteOnly"): Rule {
  return {
    type: BUCKET,
    passes: (_, { bucket }, template) =>
      template
        .resources("aws_cloudtrail")
        .flatMap((trail) => blocks(trail.event_selector))
        .filter((selector) => selector.read_write_type !== otherKind)
        .flatMap((selector) => blocks(selector.data_resource))
        .filter(({ type }) => type === "AWS::S3::Object")
        .flatMap(({ values }) => list(values))
        .some((arn) => arn === "arn:aws:s3" || arn === `arn:aws:s3:::${String(bucket)}/`),
    violate: (_, __, template) => {
      removeResources(template, "aws_cloudtrail", () => true);
    },
  };
}
