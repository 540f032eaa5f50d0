import type { KeyRing } from "./key-ring";
import { digestFolder, parseDigestKey } from "./keys";
import type { DigestKey } from "./keys";
import type { ArchiveLocation, ObjectAddress } from "./location";
import type { Slots } from "./slots";
import type { ObjectStore } from "./sources";
import { formatDay, HOUR } from "./times";
import { verifyDigest } from "./verify-digest";
import type { DigestOutcome } from "./verify-digest";

/** A digest of a folder, being read. */
export interface FedDigest {
  readonly key: DigestKey;
  readonly address: ObjectAddress;
  readonly outcome: Promise<DigestOutcome>;
  /** To be called when it is done with. */
  readonly release: () => void;
}

export interface FeedOptions {
  readonly location: ArchiveLocation;
  readonly accountId: string;
  readonly region: string;
  /** Ends of digests: after the first, up to and with the second. Milliseconds. */
  readonly after: number;
  readonly upTo: number;
}

export interface FeedContext {
  readonly store: ObjectStore;
  readonly keys: KeyRing;
  /** Bounds the digests that are held; absent: the look-ahead alone does. */
  readonly slots?: Slots;
  /** How many are read before they are asked for. */
  readonly lookAhead: number;
}

/**
 * The digests of an account and region, of whatever trail, in the order of their ends; the next ones are read meanwhile.
 *
 * @throws SourceError where they cannot be listed
 */
export async function* digestFeed(options: FeedOptions, context: FeedContext): AsyncGenerator<FedDigest> {
  const { keys, lookAhead, slots, store } = context;
  const ahead: FedDigest[] = [];
  try {
    for await (const [key, address] of listed(options, store)) {
      ahead.push({
        key,
        address,
        outcome: (slots?.acquire() ?? Promise.resolve()).then(async () =>
          verifyDigest(await store.get(address), address, key, keys),
        ),
        release: () => slots?.release(),
      });
      if (ahead.length >= lookAhead) {
        yield* first(ahead);
      }
    }
    while (ahead.length > 0) {
      yield* first(ahead);
    }
  } finally {
    // Nobody waits for the rest, where the listing failed or the consumer has seen enough.
    for (const { outcome, release } of ahead) {
      void outcome.then(release, release);
    }
  }
}

function* first(ahead: FedDigest[]): Generator<FedDigest> {
  const next = ahead.shift();
  if (next !== undefined) {
    yield next;
  }
}

/** Keys are in the order of days, and within a day in the order of trails. */
async function* listed(
  { accountId, after, location, region, upTo }: FeedOptions,
  store: ObjectStore,
): AsyncGenerator<readonly [DigestKey, ObjectAddress]> {
  const { bucket } = location;
  const folder = digestFolder(location, accountId, region);
  const lastDay = `${folder}${formatDay(upTo)}/`;
  let day = "";
  let found: (readonly [DigestKey, ObjectAddress])[] = [];
  const inOrder = () => found.sort(([one], [other]) => one.end - other.end);
  listing: for await (const page of store.list(bucket, folder, `${folder}${formatDay(after - HOUR)}/`)) {
    for (const key of page) {
      const keyDay = key.slice(0, lastDay.length);
      if (keyDay > lastDay) {
        break listing;
      }
      if (keyDay !== day) {
        yield* inOrder();
        found = [];
        day = keyDay;
      }
      const parsed = parseDigestKey(key);
      if (parsed !== undefined && parsed.end > after && parsed.end <= upTo && key.startsWith(folder)) {
        found.push([parsed, { bucket, key }]);
      }
    }
  }
  yield* inOrder();
}
