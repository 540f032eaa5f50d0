import { SESSION_PREFERENCES } from "../../../aws/session-preferences";
import { arnHere } from "../arns";
import { denyLogFiles, KEY_USE } from "../denials";
import type { AccessInput, JobFunction } from "../function";
import { actionsOf, allow, deny } from "../statement";
import type { AccessStatement } from "../statement";

/** A shell on the host that the CloudHSM CLI runs on, as long as there is one. */
function shell(input: AccessInput): AccessStatement[] {
  const { keyStore, names } = input.landingZone;
  return keyStore?.type !== "cloudhsm" || !keyStore.clientHost
    ? []
    : [
        allow("OpenShell", actionsOf("ssm", "StartSession"), arnHere(input, "ec2", "instance/*"), {
          StringEquals: { "ssm:resourceTag/Name": names.hsmClientHost },
        }),
        allow("RunShell", actionsOf("ssm", "StartSession"), arnHere(input, "ssm", `document/${SESSION_PREFERENCES}`)),
      ];
}

/**
 * IAM's part of the ceremony; users of the HSMs themselves are CloudHSM's own.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudhsm.html
 */
export const HSM_CRYPTO_OFFICER: JobFunction = {
  title: "HSM crypto officer",
  purpose: "Looks after the CloudHSM cluster and the custom key store of the logs.",
  in: "log-archive",
  hours: 1,
  incompatibleWith: ["logReader", "deployer"],
  statements: (input) => [
    allow(
      "SeeHsms",
      [
        ...actionsOf("cloudhsm", "DescribeBackups", "DescribeClusters"),
        ...actionsOf("kms", "ConnectCustomKeyStore", "DescribeCustomKeyStores", "ListAliases"),
      ],
      "*",
    ),
    allow("InitializeCluster", actionsOf("cloudhsm", "InitializeCluster", "ListTags"), [
      arnHere(input, "cloudhsm", "cluster/*"),
      arnHere(input, "cloudhsm", "backup/*"),
    ]),
    ...shell(input),
    deny("NeverUseKeys", KEY_USE, "*"),
    deny(
      "NeverDestroyHsms",
      [
        ...actionsOf(
          "cloudhsm",
          "CopyBackupToRegion",
          "DeleteBackup",
          "DeleteCluster",
          "DeleteHsm",
          "DeleteResourcePolicy",
          "ModifyBackupAttributes",
          "ModifyCluster",
          "PutResourcePolicy",
        ),
        ...actionsOf("kms", "DeleteCustomKeyStore", "DisconnectCustomKeyStore", "UpdateCustomKeyStore"),
      ],
      "*",
    ),
    denyLogFiles(input),
  ],
};
