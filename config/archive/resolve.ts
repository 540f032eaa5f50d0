import { acceptedDays } from "./duration";
import { slugIn } from "../accounts/resolve";
import type { Accounts } from "../accounts/settings";
import type { Archive, ArchiveBucket, BucketSettings, ObjectLock, Retention } from "./settings";
import type { Configuration } from "../schema";

type Settings = Configuration["archive"];

/** The archive's ages in days, for every bucket. */
export function archiveOf(settings: Settings, accounts: Pick<Accounts, "accounts">): Archive {
  const mfaDelete = settings.mfaDelete === "required";
  const kept = (bucket: ArchiveBucket): BucketSettings & { retention: Retention } => ({
    retention: retentionOf(settings.buckets[bucket].retention ?? settings.retention),
  });
  const trail = kept("trail");
  return {
    buckets: {
      trail: {
        // A bucket with MFA Delete takes no lifecycle rules.
        retention: mfaDelete ? undefined : trail.retention,
        objectLock: lockOf(settings.objectLock, trail.retention),
      },
      config: kept("config"),
      flowLogs: kept("flowLogs"),
      sessions: kept("sessions"),
      accessLogs: kept("accessLogs"),
    },
    minimumTlsVersion: settings.minimumTlsVersion,
    mfaDelete,
    logKeyAccount: settings.logKeyAccount,
    encryption: settings.encryption,
    replica: settings.replica && { ...settings.replica, account: slugIn(accounts, settings.replica.account) },
  };
}

export function retentionOf({ archive, hot, total }: Settings["retention"]): Retention {
  return { hotDays: acceptedDays(hot), archiveDays: acceptedDays(archive), totalDays: acceptedDays(total) };
}

function lockOf(lock: Settings["objectLock"], { totalDays }: Retention): ObjectLock | undefined {
  if (lock.mode === "off") {
    return undefined;
  }
  return { mode: lock.mode, days: lock.duration === undefined ? totalDays : acceptedDays(lock.duration) };
}
