import type { Statement } from "../../support/terraform";
import {
  argumentIsNot,
  argumentIsSet,
  checkovGraph,
  checkovResource,
  conditions,
  isInternetAccessible,
  isSet,
  letsAnyoneIn,
  list,
  noStatement,
  trivy,
} from "./check";
import type { ScannerCheck } from "./check";

const QUEUE = "aws_sqs_queue";
const QUEUE_POLICY = "aws_sqs_queue_policy";

export const SQS_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_27", "SQSQueueEncryption.py"),
    title: "Ensure all data stored in the SQS queue is encrypted",
    ...argumentIsSet(QUEUE, "kms_master_key_id"),
  },
  {
    ...checkovGraph("CKV2_AWS_73", "SQSEncryptionCMK.yaml"),
    title: "Ensure AWS SQS uses CMK not AWS default keys for encryption",
    ...argumentIsNot(QUEUE, "kms_master_key_id", "alias/aws/sqs"),
  },
  {
    ...checkovResource("CKV_AWS_72", "SQSPolicy.py"),
    title: "Ensure SQS policy does not allow ALL (*) actions.",
    ...noStatement(QUEUE_POLICY, (statement) => allows(statement, "*"), {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "*",
    }),
  },
  {
    ...checkovResource("CKV_AWS_168", "SQSQueuePolicyAnyPrincipal.py"),
    title: "Ensure SQS queue policy is not public by only allowing specific services or principals to access it",
    ...noStatement(QUEUE_POLICY, isInternetAccessible, { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage" }),
  },
  {
    ...checkovResource("CKV_AWS_387", "SQSOverlyPermissive.py"),
    title: "Ensure SQS policy does not allow public access through wildcards",
    ...noStatement(
      QUEUE_POLICY,
      (statement) =>
        letsAnyoneIn(statement) &&
        conditions(statement).length === 0 &&
        list(statement.Action).some((action) => action === "*" || /^sqs:/i.test(String(action))),
      { Effect: "Allow", Principal: { AWS: "*" }, Action: "sqs:ReceiveMessage" },
    ),
  },
  {
    ...trivy("AVD-AWS-0096", "sqs/enable_queue_encryption.rego"),
    title: "Unencrypted SQS queue",
    type: QUEUE,
    passes: (_, queue) => isSet(queue.kms_master_key_id) || queue.sqs_managed_sse_enabled === true,
    violate: (_, queue) => {
      queue.kms_master_key_id = undefined;
      queue.sqs_managed_sse_enabled = false;
    },
  },
  {
    ...trivy("AVD-AWS-0097", "sqs/no_wildcards_in_policy_documents.rego"),
    title: "AWS SQS policy document has wildcard action statement",
    ...noStatement(QUEUE_POLICY, (statement) => allows(statement, "*", "sqs:*"), {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["sqs:SendMessage", "sqs:*"],
    }),
  },
  {
    ...trivy("AVD-AWS-0135", "sqs/queue_encryption_with_cmk.rego"),
    title: "SQS queue should be encrypted with a CMK",
    ...argumentIsNot(QUEUE, "kms_master_key_id", "alias/aws/sqs"),
  },
];

function allows({ Action, Effect }: Statement, ...actions: string[]): boolean {
  return Effect === "Allow" && list(Action).some((action) => actions.includes(String(action).toLowerCase()));
}
