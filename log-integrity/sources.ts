// What the engine asks, and who gives it: S3 and CloudTrail, a copy of an archive, a test.
import type { ObjectAddress } from "./location";
import type { PublicKeyRecord } from "./public-key";
import type { NotCheckedReason } from "./verdicts";

export interface FoundObject {
  readonly state: "found";
  readonly bytes: Buffer;
  /** User-defined metadata, by names in lower case without `x-amz-meta-`. */
  readonly metadata: ReadonlyMap<string, string>;
}

export type FetchedObject =
  | FoundObject
  | { readonly state: "absent"; /** What S3 said: `NoSuchKey`. */ readonly detail: string }
  | { readonly state: "unreadable"; readonly reason: NotCheckedReason; readonly detail: string };

export interface ObjectVersion extends ObjectAddress {
  readonly versionId: string;
  readonly isDeleteMarker: boolean;
  readonly isLatest: boolean;
  /** Milliseconds. */
  readonly modified?: number;
}

/** Something could not be asked. */
export class SourceError extends Error {
  override readonly name = "SourceError";

  constructor(
    readonly reason: NotCheckedReason | "no-bucket",
    message: string,
  ) {
    super(message);
  }
}

/** An archive of log files. */
export interface ObjectStore {
  /** Never rejects: what cannot be read is an answer, too. Bounds itself how much is asked at the same time. */
  get(object: ObjectAddress, versionId?: string): Promise<FetchedObject>;
  /**
   * Keys that begin with a prefix, in lexicographic order, a page at a time.
   *
   * @throws SourceError
   */
  list(bucket: string, prefix: string, startAfter?: string): AsyncIterable<readonly string[]>;
  /**
   * Names of the folders right below a prefix, without slashes.
   *
   * @throws SourceError
   */
  folders(bucket: string, prefix: string): Promise<string[]>;
  /**
   * Versions and delete markers of the objects whose keys begin with a prefix; newest first for each key.
   *
   * @throws SourceError
   */
  versions(bucket: string, prefix: string): AsyncIterable<readonly ObjectVersion[]>;
}

/** Who knows the public keys of CloudTrail. */
export interface PublicKeySource {
  /**
   * The keys that a region's digests were signed by in a time.
   *
   * @throws SourceError
   */
  keys(region: string, from: number, to: number): Promise<readonly PublicKeyRecord[]>;
}
