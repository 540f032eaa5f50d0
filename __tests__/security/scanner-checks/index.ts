import type { ScannerCheck } from "./check";
import { CLOUDTRAIL_CHECKS } from "./cloudtrail";
import { CLOUDWATCH_LOGS_CHECKS } from "./cloudwatch-logs";
import { CONFIG_RECORDER_CHECKS } from "./config-recorder";
import { FIREHOSE_CHECKS } from "./firehose";
import { CLOUDFORMATION_CHECKS, IAM_CHECKS } from "./iam";
import { KMS_CHECKS } from "./kms";
import { LAMBDA_CHECKS } from "./lambda";
import { S3_CHECKOV_CHECKS } from "./s3/checkov";
import { S3_TRIVY_CHECKS } from "./s3/trivy";
import { SNS_CHECKS } from "./sns";
import { SQS_CHECKS } from "./sqs";
import { SYSTEMS_MANAGER_CHECKS } from "./systems-manager";

export type { ScannerCheck } from "./check";

/**
 * The checks of Checkov and Trivy about buckets, keys, topics, queues, log groups and trails, and those of Checkov that
 * roles, policies, recorders, functions and parameters fail, written down as rules. The scanners resolve variables and
 * modules and know many more types; here it is enough to read one stack's Terraform JSON. What the rules say is compared
 * with what Checkov itself reported (__tests__/scan/recorded).
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
  ...CONFIG_RECORDER_CHECKS,
  ...IAM_CHECKS,
  ...LAMBDA_CHECKS,
  ...SYSTEMS_MANAGER_CHECKS,
  ...FIREHOSE_CHECKS,
  ...CLOUDFORMATION_CHECKS,
];
