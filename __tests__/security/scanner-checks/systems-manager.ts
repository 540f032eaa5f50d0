import { argumentIs, checkovGraph, checkovResource } from "./check";
import type { ScannerCheck } from "./check";

const DOCUMENT = "aws_ssm_document";

export const SYSTEMS_MANAGER_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_112", "SSMSessionManagerDocumentEncryption.py"),
    title: "Ensure Session Manager data is encrypted in transit",
    type: DOCUMENT,
    passes: (_, { content, document_type: type }) =>
      type !== "Session" || (JSON.parse(String(content)) as { inputs: { kmsKeyId?: string } }).inputs.kmsKeyId !== "",
    violate: (_, document) => {
      document.document_type = "Session";
      document.content = JSON.stringify({ inputs: { kmsKeyId: "" } });
    },
  },
  {
    ...checkovGraph("CKV2_AWS_34", "AWSSSMParameterShouldBeEncrypted.yaml"),
    title: "AWS SSM Parameter should be Encrypted",
    ...argumentIs("aws_ssm_parameter", "type", "SecureString"),
  },
];
