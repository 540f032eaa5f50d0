import {
  argumentIs,
  argumentIsNot,
  checkovGraph,
  checkovResource,
  letsAnyoneIn,
  noStatement,
  removeResources,
  trivy,
} from "./check";
import type { ScannerCheck } from "./check";

const KEY = "aws_kms_key";
const KEY_POLICY = "aws_kms_key_policy";

export const KMS_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_7", "KMSRotation.py"),
    title: "Ensure rotation for customer created CMKs is enabled",
    ...argumentIs(KEY, "enable_key_rotation", true),
  },
  {
    ...checkovResource("CKV_AWS_33", "KMSKeyWildcardPrincipal.py"),
    title: "Ensure KMS key policy does not contain wildcard (*) principal",
    ...noStatement(KEY, letsAnyoneIn, { Effect: "Allow", Principal: { AWS: ["*"] }, Action: "kms:*" }),
  },
  {
    ...checkovResource("CKV_AWS_227", "KMSKeyIsEnabled.py"),
    title: "Ensure KMS key is enabled",
    ...argumentIsNot(KEY, "is_enabled", false),
  },
  {
    ...checkovGraph("CKV2_AWS_64", "KmsKeyPolicyIsDefined.yaml"),
    title: "Ensure KMS key Policy is defined",
    type: KEY,
    passes: (name, key, template) =>
      key.policy !== undefined ||
      template.resources(KEY_POLICY).some(({ key_id }) => String(key_id).startsWith(`\${${KEY}.${name}.`)),
    violate: (_, key, template) => {
      key.policy = undefined;
      removeResources(template, KEY_POLICY, () => true);
    },
  },
  {
    ...trivy("AVD-AWS-0065", "kms/auto_rotate_keys.rego"),
    title: "A KMS key is not configured to auto-rotate",
    type: KEY,
    passes: (_, key) => key.key_usage === "SIGN_VERIFY" || key.enable_key_rotation === true,
    violate: (_, key) => {
      key.enable_key_rotation = false;
    },
  },
];
