import type { Backup } from "../../cloudhsm/client";
import { print } from "../../console/terminal";
import { describeBackups } from "./describe";
import { open, reporting, theCluster } from "./open";
import type { HsmOptions } from "./open";

export interface BackupsOptions extends HsmOptions {
  /** Days; absent: those of the configuration. */
  readonly retention?: number;
}

/** Sets how long AWS keeps the backups of the cluster, and lists them. */
export function backups({ cluster: id, config, json = false, retention }: BackupsOptions): Promise<void> {
  return reporting(async () => {
    const opened = await open(config);
    const cluster = await theCluster(opened, id);
    const { cloudHsm } = opened.clients;
    const wanted = retention ?? opened.settings.plan.backupRetentionDays;
    const before = cluster.BackupRetentionPolicy?.Value;
    const changes = wanted !== undefined && before !== String(wanted);
    if (changes) {
      await cloudHsm.setBackupRetention(cluster.ClusterId, wanted);
    }
    const found = newestFirst(await cloudHsm.backups(cluster.ClusterId));
    const days = wanted ?? before;
    if (json) {
      print(JSON.stringify({ cluster: cluster.ClusterId, retentionDays: days, before, backups: found }, undefined, 2));
    } else {
      const kept = changes ? `${days} days from now on (${before ?? "unknown"} before)` : `${days ?? "unknown"} days`;
      print(`${describeBackups(found)}\n\nBackups of ${cluster.ClusterId} are kept for ${kept}.`);
    }
  });
}

function newestFirst(found: readonly Backup[]): Backup[] {
  return [...found].sort((one, other) => (other.CreateTimestamp ?? 0) - (one.CreateTimestamp ?? 0));
}
