export interface Archive {
  readonly buckets: Readonly<Record<ArchiveBucket, BucketSettings>>;
  readonly minimumTlsVersion: "1.2" | "1.3";
  /** Whether root has to enable MFA Delete on the trail bucket. */
  readonly mfaDelete: boolean;
  /** Key of the account of the log key. */
  readonly logKeyAccount: string;
  readonly replica?: Replica;
}

export type ArchiveBucket = "trail" | "config" | "flowLogs" | "sessions" | "accessLogs";

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
  readonly mode: "governance" | "compliance";
  readonly days: number;
}

export interface Replica {
  readonly region: string;
  /** Key of the account. */
  readonly account: string;
}
