import type { Statement } from "../../support/terraform";
import {
  argumentIsNot,
  argumentIsSet,
  checkovResource,
  conditions,
  isInternetAccessible,
  noStatement,
  principals,
  trivy,
} from "./check";
import type { ScannerCheck } from "./check";

const TOPIC = "aws_sns_topic";
const TOPIC_POLICY = "aws_sns_topic_policy";

export const SNS_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_26", "SNSTopicEncryption.py"),
    title: "Ensure all data stored in the SNS topic is encrypted",
    ...argumentIsSet(TOPIC, "kms_master_key_id"),
  },
  {
    ...checkovResource("CKV_AWS_169", "SNSTopicPolicyAnyPrincipal.py"),
    title: "Ensure SNS topic policy is not public by only allowing specific services or principals to access it",
    ...noStatement(TOPIC_POLICY, isInternetAccessible, { Effect: "Allow", Principal: "*", Action: "sns:Publish" }),
  },
  {
    ...checkovResource("CKV_AWS_385", "SNSCrossAccountAccess.py"),
    title: "Ensure AWS SNS topic policies do not allow cross-account access",
    ...noStatement(TOPIC_POLICY, letsAccountsInUnconditionally, {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::999999999999:root" },
      Action: "sns:Publish",
    }),
  },
  {
    ...trivy("AVD-AWS-0095", "sns/enable_topic_encryption.rego"),
    title: "Unencrypted SNS topic",
    ...argumentIsSet(TOPIC, "kms_master_key_id"),
  },
  {
    ...trivy("AVD-AWS-0136", "sns/topic_encryption_with_cmk.rego"),
    title: "SNS topic not encrypted with CMK",
    ...argumentIsNot(TOPIC, "kms_master_key_id", "alias/aws/sns"),
  },
];

function letsAccountsInUnconditionally(statement: Statement): boolean {
  return (
    statement.Effect === "Allow" &&
    conditions(statement).length === 0 &&
    principals(statement, "AWS").some((principal) => String(principal).startsWith("arn:aws:iam::"))
  );
}
