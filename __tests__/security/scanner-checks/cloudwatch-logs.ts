import { argumentIsSet, checkovResource, trivy } from "./check";
import type { ScannerCheck } from "./check";

const LOG_GROUP = "aws_cloudwatch_log_group";

export const CLOUDWATCH_LOGS_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_66", "CloudWatchLogGroupRetention.py"),
    title: "Ensure that CloudWatch Log Group specifies retention days",
    ...argumentIsSet(LOG_GROUP, "retention_in_days"),
  },
  {
    ...checkovResource("CKV_AWS_158", "CloudWatchLogGroupKMSKey.py"),
    title: "Ensure that CloudWatch Log Group is encrypted by KMS",
    ...argumentIsSet(LOG_GROUP, "kms_key_id"),
  },
  {
    ...checkovResource("CKV_AWS_338", "CloudWatchLogGroupRetentionYear.py"),
    title: "Ensure CloudWatch log groups retains logs for at least 1 year",
    type: LOG_GROUP,
    // 0 is for ever.
    passes: (_, { retention_in_days: days }) => typeof days === "number" && (days === 0 || days >= 365),
    violate: (_, logGroup) => {
      logGroup.retention_in_days = 180;
    },
  },
  {
    ...trivy("AVD-AWS-0017", "cloudwatch/log_group_customer_key.rego"),
    title: "CloudWatch log groups should be encrypted using CMK",
    ...argumentIsSet(LOG_GROUP, "kms_key_id"),
  },
];
