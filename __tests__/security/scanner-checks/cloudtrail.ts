import type { Block, Template } from "../../support/terraform";
import { isExposed, isLogged } from "./buckets";
import {
  addResource,
  argumentIs,
  argumentIsNot,
  argumentIsSet,
  checkovGraph,
  checkovResource,
  referredTo,
  trivy,
} from "./check";
import type { ScannerCheck } from "./check";

const TRAIL = "aws_cloudtrail";

export const CLOUDTRAIL_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_35", "CloudtrailEncryptionWithCMK.py"),
    title: "Ensure CloudTrail logs are encrypted at rest using KMS CMKs",
    ...argumentIsSet(TRAIL, "kms_key_id"),
  },
  {
    ...checkovResource("CKV_AWS_36", "CloudtrailLogValidation.py"),
    title: "Ensure CloudTrail log file validation is enabled",
    ...argumentIs(TRAIL, "enable_log_file_validation", true),
  },
  {
    ...checkovResource("CKV_AWS_67", "CloudtrailMultiRegion.py"),
    title: "Ensure CloudTrail is enabled in all Regions",
    ...argumentIs(TRAIL, "is_multi_region_trail", true),
  },
  {
    ...checkovResource("CKV_AWS_251", "CloudtrailEnableLogging.py"),
    title: "Ensure CloudTrail logging is enabled",
    ...argumentIsNot(TRAIL, "enable_logging", false),
  },
  {
    ...checkovResource("CKV_AWS_252", "CloudtrailDefinesSNSTopic.py"),
    title: "Ensure CloudTrail defines an SNS Topic",
    ...argumentIsSet(TRAIL, "sns_topic_name"),
  },
  {
    ...checkovGraph("CKV2_AWS_10", "CloudtrailHasCloudwatch.yaml"),
    title: "Ensure CloudTrail trails are integrated with CloudWatch Logs",
    type: TRAIL,
    passes: (_, { cloud_watch_logs_group_arn: arn }, template) =>
      referredTo(arn, "aws_cloudwatch_log_group", template) !== undefined,
    violate: (_, trail) => {
      trail.cloud_watch_logs_group_arn = undefined;
    },
  },
  {
    ...trivy("AVD-AWS-0014", "cloudtrail/enable_all_regions.rego"),
    title: "Cloudtrail should be enabled in all regions regardless of where your AWS resources are generally homed",
    ...argumentIs(TRAIL, "is_multi_region_trail", true),
  },
  {
    ...trivy("AVD-AWS-0015", "cloudtrail/encryption_customer_key.rego"),
    title: "CloudTrail should use Customer managed keys to encrypt the logs",
    ...argumentIsSet(TRAIL, "kms_key_id"),
  },
  {
    ...trivy("AVD-AWS-0016", "cloudtrail/enable_log_validation.rego"),
    title: "Cloudtrail log validation should be enabled to prevent tampering of log data",
    ...argumentIs(TRAIL, "enable_log_file_validation", true),
  },
  {
    ...trivy("AVD-AWS-0161", "cloudtrail/no_public_log_access.rego"),
    title: "The S3 Bucket backing Cloudtrail should be private",
    type: TRAIL,
    passes: (_, trail, template) =>
      !trailBuckets(trail, template).some(([name, bucket]) => isExposed(name, bucket, template)),
    violate: (_, { s3_bucket_name: bucket }, template) => {
      addResource(template, "aws_s3_bucket", "exposed", { bucket, acl: "public-read" });
    },
  },
  {
    ...trivy("AVD-AWS-0162", "cloudtrail/ensure_cloudwatch_integration.rego"),
    title: "CloudTrail logs should be stored in S3 and also sent to CloudWatch Logs",
    ...argumentIsSet(TRAIL, "cloud_watch_logs_group_arn"),
  },
  {
    ...trivy("AVD-AWS-0163", "cloudtrail/require_bucket_access_logging.rego"),
    title: "You should enable bucket access logging on the CloudTrail S3 bucket",
    type: TRAIL,
    passes: (_, trail, template) =>
      trailBuckets(trail, template).every(([name, bucket]) => isLogged(name, bucket, template)),
    violate: (_, { s3_bucket_name: bucket }, template) => {
      addResource(template, "aws_s3_bucket", "unlogged", { bucket });
    },
  },
];

/** The trail's bucket by name, where it is in the trail's own stack. */
function trailBuckets({ s3_bucket_name: bucketName }: Block, template: Template): [string, Block][] {
  return Object.entries(template.json.resource?.aws_s3_bucket ?? {}).filter(
    ([name, { bucket }]) => bucketName === bucket || String(bucketName).startsWith(`\${aws_s3_bucket.${name}.`),
  );
}
