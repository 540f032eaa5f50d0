import type { LandingZone } from "../../config/landing-zone";
import { tagged } from "./entry";
import type { Entry } from "./entry";

/** What is done to a key store, what backs it, and what watches it; nothing where there is none. */
export function keyStoreEntries({ keyStore, name, names }: LandingZone): {
  readonly byDeployment: readonly Entry[];
  readonly byBreakGlass: readonly Entry[];
} {
  if (keyStore === undefined) {
    return { byDeployment: [], byBreakGlass: [] };
  }
  const store: readonly Entry[] = [
    ["keyStores", "disconnect a key store", "kms:DisconnectCustomKeyStore", "*", ""],
    ["keyStores", "give a key store another cluster or password", "kms:UpdateCustomKeyStore", "*", ""],
    ["keyStores", "delete a key store", "kms:DeleteCustomKeyStore", "*", ""],
    [
      "probes",
      "rewrite the key store's probe",
      "lambda:UpdateFunctionCode",
      "lambda",
      `function:${names.keyStoreProbe}`,
    ],
    ["probes", "stop the trail's probe", "lambda:PutFunctionConcurrency", "lambda", `function:${names.trailProbe}`],
  ];
  if (keyStore.type === "external") {
    return { byDeployment: store, byBreakGlass: [] };
  }
  const cluster = "cluster/cluster-1a23b4cdefg";
  const backup = "backup/backup-ro5c4er4aac";
  const logGroup = "log-group:/aws/cloudhsm/cluster-1a23b4cdefg";
  return {
    byDeployment: [
      ...store,
      ["hsmClusters", "delete the HSM cluster", "cloudhsm:DeleteCluster", "cloudhsm", cluster, tagged(name)],
      [
        "hsmClusters",
        "shorten the retention of HSM backups",
        "cloudhsm:ModifyCluster",
        "cloudhsm",
        cluster,
        tagged(name),
      ],
      [
        "hsmClusters",
        "initialize the HSM cluster with another certificate authority",
        "cloudhsm:InitializeCluster",
        "cloudhsm",
        cluster,
        tagged(name),
      ],
      ["hsmClusters", "take the tag off the HSM cluster", "cloudhsm:UntagResource", "cloudhsm", cluster, tagged(name)],
      ["hsms", "delete an HSM", "cloudhsm:DeleteHsm", "*", ""],
      ["hsmLogs", "delete the audit log of HSMs", "logs:DeleteLogGroup", "logs", logGroup],
      ["hsmLogs", "delete a metric filter of the HSMs' audit log", "logs:DeleteMetricFilter", "logs", logGroup],
    ],
    byBreakGlass: [
      ["hsmBackups", "delete an HSM backup", "cloudhsm:DeleteBackup", "cloudhsm", backup],
      ["hsmBackups", "let an HSM backup expire", "cloudhsm:ModifyBackupAttributes", "cloudhsm", backup],
      ["hsmBackups", "copy an HSM backup to another region", "cloudhsm:CopyBackupToRegion", "cloudhsm", backup],
      ["hsmBackups", "share an HSM backup", "cloudhsm:PutResourcePolicy", "cloudhsm", backup],
    ],
  };
}
