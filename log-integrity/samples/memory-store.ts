import type { ObjectAddress } from "../location";
import type { FetchedObject, ObjectStore, ObjectVersion } from "../sources";
import { SourceError } from "../sources";

interface StoredVersion {
  readonly versionId: string;
  /** Undefined for a delete marker. */
  readonly content?: StoredContent;
}

export interface StoredContent {
  readonly bytes: Buffer;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Versioned buckets in memory. Every bucket that something was put into exists. */
export class MemoryStore implements ObjectStore {
  /** What the next readings of an object answer, by `bucket/key`, instead of what is there. */
  readonly faults = new Map<string, Exclude<FetchedObject, { state: "found" }>>();
  /** Prefixes, with their buckets before them, that may not be listed; and why. */
  readonly unlisted = new Map<string, SourceError>();
  /** Whether versions may be listed. */
  hasVersions = true;
  /** Every object that was read, by `bucket/key`, as often as it was. */
  readonly reads: string[] = [];
  private readonly buckets = new Map<string, Map<string, StoredVersion[]>>();
  private readonly sorted = new Map<string, string[]>();
  private nextVersion = 1;

  put(address: ObjectAddress, bytes: Buffer, metadata: Readonly<Record<string, string>> = {}): void {
    this.add(address, { bytes, metadata: new Map(Object.entries(metadata)) });
  }

  /** Puts a delete marker over an object. */
  delete(address: ObjectAddress): void {
    this.add(address);
  }

  /** Removes an object and all of its versions. */
  erase({ bucket, key }: ObjectAddress): void {
    this.buckets.get(bucket)?.delete(key);
    this.sorted.delete(bucket);
  }

  eraseBucket(bucket: string): void {
    this.buckets.delete(bucket);
    this.sorted.delete(bucket);
  }

  /** What is there now. */
  content({ bucket, key }: ObjectAddress, versionId?: string): StoredContent | undefined {
    const versions = this.buckets.get(bucket)?.get(key) ?? [];
    return (versionId === undefined ? versions.at(-1) : versions.find((version) => version.versionId === versionId))
      ?.content;
  }

  hasBucket(bucket: string): boolean {
    return this.buckets.has(bucket);
  }

  /** Keys of the objects that are there, in order. */
  keys(bucket: string): readonly string[] {
    let keys = this.sorted.get(bucket);
    if (keys === undefined) {
      const objects = this.buckets.get(bucket) ?? new Map<string, StoredVersion[]>();
      keys = [...objects].filter(([, versions]) => versions.at(-1)?.content !== undefined).map(([key]) => key);
      this.sorted.set(bucket, keys.sort());
    }
    return keys;
  }

  get(address: ObjectAddress, versionId?: string): Promise<FetchedObject> {
    const name = `${address.bucket}/${address.key}`;
    this.reads.push(name);
    const fault = versionId === undefined ? this.faults.get(name) : undefined;
    const content = this.content(address, versionId);
    return Promise.resolve(
      fault ?? (content === undefined ? { state: "absent", detail: "NoSuchKey" } : { state: "found", ...content }),
    );
  }

  async *list(bucket: string, prefix: string, startAfter = ""): AsyncGenerator<readonly string[]> {
    await Promise.resolve();
    this.expectListed(bucket, prefix);
    const keys = this.keys(bucket).filter((key) => key.startsWith(prefix) && key > startAfter);
    for (let index = 0; index < keys.length; index += 1000) {
      yield keys.slice(index, index + 1000);
    }
  }

  async folders(bucket: string, prefix: string): Promise<string[]> {
    await Promise.resolve();
    this.expectListed(bucket, prefix);
    const names = this.keys(bucket)
      .filter((key) => key.startsWith(prefix) && key.slice(prefix.length).includes("/"))
      .map((key) => key.slice(prefix.length).split("/")[0] ?? "");
    return [...new Set(names)];
  }

  async *versions(bucket: string, prefix: string): AsyncGenerator<readonly ObjectVersion[]> {
    await Promise.resolve();
    this.expectListed(bucket, prefix);
    if (!this.hasVersions) {
      throw new SourceError("denied", "AccessDenied");
    }
    yield this.versionsBelow(bucket, prefix);
  }

  /** Versions and delete markers, newest first for each key. */
  versionsBelow(bucket: string, prefix: string): ObjectVersion[] {
    const objects = [...(this.buckets.get(bucket) ?? [])].filter(([key]) => key.startsWith(prefix)).sort();
    return objects.flatMap(([key, versions]) =>
      [...versions].reverse().map(({ content, versionId }, index) => ({
        bucket,
        key,
        versionId,
        isDeleteMarker: content === undefined,
        isLatest: index === 0,
      })),
    );
  }

  private add({ bucket, key }: ObjectAddress, content?: StoredContent): void {
    const objects = this.buckets.get(bucket) ?? new Map<string, StoredVersion[]>();
    this.buckets.set(bucket, objects);
    const version = { versionId: `v${this.nextVersion}`, ...(content === undefined ? {} : { content }) };
    this.nextVersion += 1;
    objects.set(key, [...(objects.get(key) ?? []), version]);
    this.sorted.delete(bucket);
  }

  private expectListed(bucket: string, prefix: string): void {
    for (const [place, error] of this.unlisted) {
      if (`${bucket}/${prefix}`.startsWith(place)) {
        throw error;
      }
    }
    if (!this.buckets.has(bucket)) {
      throw new SourceError("no-bucket", `NoSuchBucket: ${bucket}`);
    }
  }
}
