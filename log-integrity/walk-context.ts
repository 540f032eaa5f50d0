import type { Sink } from "./findings";
import type { Interval } from "./interval";
import type { KeyRing } from "./key-ring";
import type { Lifetime } from "./lifetimes";
import type { ArchiveLocation } from "./location";
import type { Slots } from "./slots";
import type { ObjectStore } from "./sources";
import type { SignedDigest } from "./verify-digest";

/** What is to be verified of an account and region. */
export interface ChainTask {
  readonly location: ArchiveLocation;
  readonly accountId: string;
  readonly region: string;
  /** Name of the trail; the digests of others in the same folder are read only to know which log files are theirs. */
  readonly trail: string;
  readonly homeRegion: string;
  readonly lifetime: Lifetime;
}

/** What is remembered of a run that was stopped. */
export interface Journal {
  /** Whether the log files of a digest, known by its hash, were all verified. */
  has(digestHash: string): boolean;
  add(digestHash: string): void;
}

/** What all chains share. */
export interface WalkContext {
  readonly store: ObjectStore;
  readonly keys: KeyRing;
  readonly interval: Interval;
  /** Milliseconds. */
  readonly now: number;
  /** How long after its hour a digest may be delivered, in milliseconds. */
  readonly grace: number;
  /** Since when nothing is delivered, where the trail is known to be stopped or without validation; and why. */
  readonly stopped?: { readonly since: number; readonly why: string };
  readonly sink: Sink;
  readonly journal?: Journal;
  /** Hears of every digest of the chain that is verified by itself, whatever became of its log files. */
  readonly digest?: (digest: SignedDigest) => void;
  /** Bounds the digests that are held. */
  readonly digestSlots: Slots;
  /** Bounds the log files that are looked at. */
  readonly logSlots: Slots;
  /** Ends the run. */
  readonly signal?: AbortSignal;
}
