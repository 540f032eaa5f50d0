import { KEY_DESTRUCTION } from "../../../aws/tampering";
import { arnHere, keyAliases } from "../arns";
import { denyLogFiles, KEY_USE } from "../denials";
import type { JobFunction } from "../function";
import { actionsOf, allow, deny } from "../statement";

/**
 * Neither key policies nor grants: who writes them can let anybody decrypt. They are changed by the deployment.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
 */
export const KEY_CUSTODIAN: JobFunction = {
  title: "Key custodian",
  purpose: "Administers the keys of the logs, and cannot use them.",
  in: "core-accounts",
  hours: 1,
  incompatibleWith: ["logReader", "incidentResponder", "deployer"],
  statements: (input) => [
    allow(
      "AdministerKeys",
      actionsOf(
        "kms",
        "CancelKeyDeletion",
        "DescribeKey",
        "EnableKey",
        "EnableKeyRotation",
        "GetKeyPolicy",
        "GetKeyRotationStatus",
        "ListGrants",
        "ListKeyPolicies",
        "ListKeyRotations",
        "ListResourceTags",
        "RevokeGrant",
        "RotateKeyOnDemand",
        "UpdateKeyDescription",
      ),
      arnHere(input, "kms", "key/*"),
      { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAliases(input) } },
    ),
    allow("FindKeys", actionsOf("kms", "DescribeCustomKeyStores", "ListAliases", "ListKeys"), "*"),
    deny("NeverUseKeys", KEY_USE, "*"),
    deny("NeverDestroyOrHandOverKeys", [...KEY_DESTRUCTION, ...actionsOf("kms", "DeleteAlias", "PutKeyPolicy")], "*"),
    denyLogFiles(input),
  ],
};
