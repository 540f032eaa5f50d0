import type { LandingZone } from "../../config/landing-zone";
import { HSM_CLUSTER } from "../leaves";
import { tagged } from "./entry";
import type { Entry } from "./entry";

/**
 * What is done to a key store, what backs it, and what watches it, whether the file has one or not: it may have been taken out
 * of the file, and nothing of AWS.
 */
export function keyStoreEntries({ logArchive, name, names }: LandingZone): {
  readonly byDeployment: readonly Entry[];
  readonly byBreakGlass: readonly Entry[];
} {
  const cluster = `cluster/${HSM_CLUSTER}`;
  const backup = "backup/backup-ro5c4er4aac";
  const logGroup = `log-group:/aws/cloudhsm/${HSM_CLUSTER}`;
  /** Known by nothing but the account, in which it is anybody's. */
  const there = (entry: Entry): Entry => {
    const [guardrail, label, action, service, resource] = entry;
    return [guardrail, label, action, service, resource, undefined, logArchive.slug];
  };
  return {
    byDeployment: [
      there(["keyStores", "disconnect a key store", "kms:DisconnectCustomKeyStore", "*", ""]),
      there(["keyStores", "give a key store another cluster or password", "kms:UpdateCustomKeyStore", "*", ""]),
      there(["keyStores", "delete a key store", "kms:DeleteCustomKeyStore", "*", ""]),
      [
        "probes",
        "rewrite the key store's probe",
        "lambda:UpdateFunctionCode",
        "lambda",
        `function:${names.keyStoreProbe}`,
      ],
      ["probes", "stop the trail's probe", "lambda:PutFunctionConcurrency", "lambda", `function:${names.trailProbe}`],
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
      there(["hsms", "delete an HSM", "cloudhsm:DeleteHsm", "*", ""]),
      there(["hsmLogs", "delete the audit log of HSMs", "logs:DeleteLogGroup", "logs", logGroup]),
      there(["hsmLogs", "delete a metric filter of the HSMs' audit log", "logs:DeleteMetricFilter", "logs", logGroup]),
    ],
    byBreakGlass: [
      there(["hsmBackups", "delete an HSM backup", "cloudhsm:DeleteBackup", "cloudhsm", backup]),
      there(["hsmBackups", "let an HSM backup expire", "cloudhsm:ModifyBackupAttributes", "cloudhsm", backup]),
      there(["hsmBackups", "copy an HSM backup to another region", "cloudhsm:CopyBackupToRegion", "cloudhsm", backup]),
      there(["hsmBackups", "share an HSM backup", "cloudhsm:PutResourcePolicy", "cloudhsm", backup]),
      there(["hsmBackups", "make an HSM cluster of a backup", "cloudhsm:CreateCluster", "cloudhsm", backup]),
    ],
  };
}
