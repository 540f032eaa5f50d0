import type { Interval } from "./interval";
import type { ObjectAddress } from "./location";
import type { FailureKind, NotCheckedReason } from "./verdicts";

/** What is of one account, region and trail. */
export interface ChainName {
  readonly accountId: string;
  readonly region: string;
  readonly trail: string;
}

/** A version of an object that is still what CloudTrail delivered, behind a delete marker or an overwrite. */
export interface Survivor {
  readonly versionId: string;
  /** Milliseconds. */
  readonly modified?: number;
}

/** A digest that should be there. */
export interface MissingDigest extends ObjectAddress {
  /** Version behind its delete marker; absent where there is none, or nobody may look. */
  readonly survivor?: Survivor;
}

/** What an object is for CloudTrail. */
export type ObjectRole = "digest" | "backfill-digest" | "log";

/** An object that is not what CloudTrail delivered. */
export interface IntegrityFinding extends ChainName, Interval, ObjectAddress {
  readonly type: "integrity";
  readonly kind: FailureKind;
  readonly object: ObjectRole;
  readonly detail?: string;
  readonly survivor?: Survivor;
}

/** Hours whose digests are not there; each of them is named. */
export interface MissingFinding extends ChainName, Interval {
  readonly type: "missing";
  readonly hours: number;
  /** Whether the account and region have no digest at all in the interval. */
  readonly isWholeChain: boolean;
  /** Oldest first; empty where nobody can know their names. */
  readonly digests: readonly MissingDigest[];
  /** Log files delivered meanwhile, which no digest mentions. */
  readonly logs: number;
}

/** Hours in which validation or logging was off. */
export interface UnprotectedFinding extends ChainName, Interval {
  readonly type: "unprotected";
  readonly hours: number;
  readonly detail: string;
  /** Log files delivered meanwhile, which no digest mentions. */
  readonly logs: number;
  /** The first of them. */
  readonly firstLogs: readonly string[];
}

/** Something that could not be checked: an object, hours, or all of an account and region. */
export interface NotCheckedFinding extends ChainName, Interval {
  readonly type: "not-checked";
  readonly reason: NotCheckedReason;
  readonly object: ObjectRole | "accounts" | "hours";
  readonly bucket?: string;
  readonly key?: string;
  readonly detail?: string;
}

export type Finding = IntegrityFinding | MissingFinding | UnprotectedFinding | NotCheckedFinding;

/** Who hears what is found. */
export interface Sink {
  finding(finding: Finding): void;
  /** An object was looked at. */
  object(role: ObjectRole, outcome: "failed" | "not-checked" | "verified", chain: ChainName): void;
  /** An hour of a chain was passed, for the progress. */
  hour(): void;
}
