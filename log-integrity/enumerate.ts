import type { Lifetime } from "./lifetimes";
import { archiveRoot } from "./location";
import type { ArchiveLocation } from "./location";
import type { ObjectStore } from "./sources";
import type { ChainTask } from "./walk-context";

/** An account that is known to somebody else than the bucket. */
export type KnownAccount = Omit<Lifetime, "isExpected" | "isOptIn"> & { readonly id: string };

export interface ArchiveScope {
  readonly location: ArchiveLocation;
  readonly trail: string;
  readonly homeRegion: string;
  /** Whether the bucket is asked, too, which accounts there are: those of an organization trail. */
  readonly hasOthers: boolean;
  readonly accounts: readonly KnownAccount[];
  /** Of accounts that only the bucket knows. */
  readonly isThereByDefault: boolean;
  /** Regions that every account is expected to have digests of. */
  readonly regions: readonly string[];
  readonly isOptIn: (region: string) => boolean;
  /** The accounts and regions to look at. @default - all */
  readonly only: { readonly accounts?: readonly string[]; readonly regions?: readonly string[] };
}

const ASKED_AT_ONCE = 16;

/**
 * The accounts and regions of an archive: those that should be there, and those that are.
 *
 * @throws SourceError where the bucket cannot be listed
 */
export async function enumerate(scope: ArchiveScope, store: ObjectStore): Promise<ChainTask[]> {
  const { accounts, hasOthers, homeRegion, isThereByDefault, location, only, trail } = scope;
  const found = hasOthers ? await store.folders(location.bucket, archiveRoot(location)) : [];
  const known = new Map(accounts.map((account) => [account.id, account]));
  for (const id of [...found.filter((name) => /^\d{12}$/.test(name)), ...(only.accounts ?? [])]) {
    if (!known.has(id)) {
      known.set(id, { id, isThere: isThereByDefault });
    }
  }
  const wanted = [...known.values()]
    .filter(({ id }) => only.accounts?.includes(id) ?? true)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const tasks: ChainTask[] = [];
  for (let index = 0; index < wanted.length; index += ASKED_AT_ONCE) {
    const some = wanted.slice(index, index + ASKED_AT_ONCE);
    const regions = await Promise.all(some.map(async ({ id }) => regionsOf(id, scope, store)));
    for (const [offset, { id: accountId, ...lifetime }] of some.entries()) {
      for (const region of regions[offset] ?? []) {
        const isOptIn = scope.isOptIn(region);
        const isExpected =
          (only.regions ?? scope.regions).includes(region) &&
          (only.accounts?.includes(accountId) ?? accounts.some(({ id, isThere }) => id === accountId && isThere));
        tasks.push({ location, accountId, region, trail, homeRegion, lifetime: { ...lifetime, isExpected, isOptIn } });
      }
    }
  }
  return tasks;
}

async function regionsOf(
  accountId: string,
  { location, only, regions }: ArchiveScope,
  store: ObjectStore,
): Promise<string[]> {
  if (only.regions !== undefined) {
    return [...only.regions];
  }
  const found = await store.folders(location.bucket, `${archiveRoot(location)}${accountId}/CloudTrail-Digest/`);
  return [...new Set([...regions, ...found])].sort();
}
