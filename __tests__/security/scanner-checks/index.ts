import type { ScannerCheck } from "./check";
import { CLOUDTRAIL_CHECKS } from "./cloudtrail";
import { CLOUDWATCH_LOGS_CHECKS } from "./cloudwatch-logs";
import { KMS_CHECKS } from "./kms";
import { S3_CHECKOV_CHECKS } from "./s3/checkov";
import { S3_TRIVY_CHECKS } from "./s3/trivy";
import { SNS_CHECKS } from "./sns";
import { SQS_CHECKS } from "./sqs";

export type { ScannerCheck } from "./check";

/**
 * The checks of Checkov and Trivy about buckets, keys, topics, queues, log groups and trails, written down as rules. The
 * scanners resolve variables and modules and know many more types; here it is enough to read one stack's Terraform JSON.
 *
 * Left out: Trivy's CIS checks AVD-AWS-0147 to 0160, which compare patterns of metric filters letter by letter, and
 * Checkov's CKV_AWS_379, which is about public ACLs only.
 */
export const SCANNER_CHECKS: readonly ScannerCheck[] = [
  ...S3_CHECKOV_CHECKS,
  ...S3_TRIVY_CHECKS,
  ...KMS_CHECKS,
  ...SNS_CHECKS,
  ...SQS_CHECKS,
  ...CLOUDWATCH_LOGS_CHECKS,
  ...CLOUDTRAIL_CHECKS,
];
