import type { ArchiveLocation } from "./location";
import type { ObjectStore } from "./sources";

/** Where objects of a bucket are now that CloudTrail put elsewhere: a replica, or an archive that was moved. */
export interface Relocation {
  /** As digests say. */
  readonly recorded: Pick<ArchiveLocation, "bucket" | "prefix">;
  readonly actual: Pick<ArchiveLocation, "bucket" | "prefix">;
}

/**
 * A store that is asked for objects where CloudTrail put them, and reads them where they are now. Digests are signed with their
 * location in the text: copies verify as long as they are looked for under their recorded names.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export function relocated(store: ObjectStore, relocations: readonly Relocation[]): ObjectStore {
  const find = (bucket: string, key: string) =>
    relocations.find(({ recorded }) => recorded.bucket === bucket && isBelow(key, recorded.prefix));
  const there = (bucket: string, key: string) => {
    const found = find(bucket, key);
    return found === undefined
      ? { bucket, key }
      : { bucket: found.actual.bucket, key: replaced(key, found.recorded.prefix, found.actual.prefix) };
  };
  const back = (bucket: string, asked: string, key: string): string => {
    const found = find(bucket, asked);
    return found === undefined ? key : replaced(key, found.actual.prefix, found.recorded.prefix);
  };
  return {
    get: async ({ bucket, key }, versionId) => store.get(there(bucket, key), versionId),
    async *list(bucket, prefix, startAfter) {
      const place = there(bucket, prefix);
      const after = startAfter === undefined ? undefined : there(bucket, startAfter).key;
      for await (const page of store.list(place.bucket, place.key, after)) {
        yield page.map((key) => back(bucket, prefix, key));
      }
    },
    folders: async (bucket, prefix) => {
      const place = there(bucket, prefix);
      return store.folders(place.bucket, place.key);
    },
    async *versions(bucket, prefix) {
      const place = there(bucket, prefix);
      for await (const page of store.versions(place.bucket, place.key)) {
        yield page.map((version) => ({ ...version, bucket, key: back(bucket, prefix, version.key) }));
      }
    },
  };
}

function isBelow(key: string, prefix: string): boolean {
  return prefix === "" || key.startsWith(`${prefix}/`);
}

function replaced(key: string, from: string, to: string): string {
  const rest = from === "" ? key : key.slice(from.length + 1);
  return to === "" ? rest : `${to}/${rest}`;
}
