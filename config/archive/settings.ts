import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["archive"]>;

export interface Archive extends Pick<Settings, "encryption" | "logKeyAccount" | "minimumTlsVersion"> {
  readonly buckets: Readonly<Record<ArchiveBucket, BucketSettings>>;
  /** Whether root has to enable MFA Delete on the trail bucket. */
  readonly mfaDelete: boolean;
  /** Its account by its slug. */
  readonly replica?: Replica;
}

export type ArchiveBucket = keyof Settings["buckets"];
export type Replica = NonNullable<Settings["replica"]>;

export interface BucketSettings {
  /** Absent where objects are kept for ever. */
  readonly retention?: Retention;
  /** Absent where nothing is locked. */
  readonly objectLock?: ObjectLock;
}

/** Ages in days. */
export interface Retention {
  /** Up to which objects are in S3 Standard, and from which in Glacier Instant Retrieval. */
  readonly hotDays: number;
  /** From which they are in Glacier Deep Archive. */
  readonly archiveDays: number;
  /** At which they are deleted. */
  readonly totalDays: number;
}

export interface ObjectLock {
  readonly mode: Exclude<Settings["objectLock"]["mode"], "off">;
  readonly days: number;
}
