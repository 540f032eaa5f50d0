import type { ChainName } from "../log-integrity/findings";
import type { ObjectAddress } from "../log-integrity/location";
import { IS_NEW } from "./table";
import type { Item, Table } from "./table";

/** A verified digest, as it was: one that is replaced, by whomever, is another. */
export interface RememberedDigest extends ObjectAddress {
  /** Milliseconds. */
  readonly end: number;
  readonly hash: string;
  readonly signature: string;
}

/** How far a chain is settled: what is before that is verified, or was reported. */
export interface ChainState {
  /** Since when there is something to look at, in milliseconds. */
  readonly since: number;
  /** Milliseconds. */
  readonly settled: number;
  /** Whether the time right before that is one without digests, which was reported. */
  readonly isGap: boolean;
  /** Whether the chain ever had a digest, so that it is expected to have some. */
  readonly hasDigests: boolean;
  /** The last digest before that. */
  readonly last?: RememberedDigest;
  /** The sweep that settled it. */
  readonly sweep: string;
  /** Counts the changes, so that nobody overwrites what somebody else knows. */
  readonly version: number;
}

const CHAINS = "chain";
const ATTEMPTS = 5;

/** How far the chains are settled, in the table: all under one key, so that they can be listed. */
export class ChainStates {
  constructor(private readonly table: Table) {}

  async get(chain: ChainName): Promise<ChainState | undefined> {
    const item = await this.table.get(CHAINS, chainId(chain));
    return item === undefined ? undefined : stateOf(item);
  }

  /** Every chain that there ever was, whether it has digests. */
  async *all(): AsyncGenerator<ChainName & Pick<ChainState, "hasDigests">> {
    for await (const item of this.table.query(CHAINS)) {
      const [accountId = "", region = "", trail = ""] = item.sk.split("/");
      yield { accountId, region, trail, hasDigests: item.hasDigests === true };
    }
  }

  /**
   * Settles a chain further. It never goes back: where somebody else went further meanwhile, that stays.
   *
   * @param known what this is based on
   */
  async advance(
    chain: ChainName,
    known: ChainState | undefined,
    next: Omit<ChainState, "version">,
  ): Promise<"kept" | "moved"> {
    let before = known;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (before !== undefined && before !== known && before.settled >= next.settled) {
        return "kept";
      }
      const state: ChainState = {
        ...(before === undefined || next.settled >= before.settled
          ? next
          : { ...before, hasDigests: before.hasDigests || next.hasDigests, sweep: next.sweep }),
        version: (before?.version ?? 0) + 1,
      };
      const condition =
        before === undefined
          ? IS_NEW
          : { expression: "#version = :version", names: ["version"], values: { version: before.version } };
      if (await this.table.put(itemOf(chain, state), condition)) {
        return "moved";
      }
      before = await this.get(chain);
    }
    throw new Error(`the state of ${chainId(chain)} is changed by others all the time`);
  }
}

/** `111122223333/eu-west-1/main` */
export function chainId({ accountId, region, trail }: ChainName): string {
  return `${accountId}/${region}/${trail}`;
}

function itemOf(chain: ChainName, { hasDigests, isGap, last, settled, since, sweep, version }: ChainState): Item {
  return {
    pk: CHAINS,
    sk: chainId(chain),
    settled,
    settledText: new Date(settled).toISOString(),
    since,
    isGap,
    hasDigests,
    sweep,
    version,
    ...(last === undefined
      ? {}
      : {
          lastBucket: last.bucket,
          lastKey: last.key,
          lastEnd: last.end,
          lastHash: last.hash,
          lastSignature: last.signature,
        }),
  };
}

function stateOf(item: Item): ChainState {
  const text = (name: string): string => String(item[name] ?? "");
  return {
    settled: Number(item.settled),
    since: Number(item.since),
    isGap: item.isGap === true,
    hasDigests: item.hasDigests === true,
    sweep: text("sweep"),
    version: Number(item.version),
    ...(item.lastKey === undefined
      ? {}
      : {
          last: {
            bucket: text("lastBucket"),
            key: text("lastKey"),
            end: Number(item.lastEnd),
            hash: text("lastHash"),
            signature: text("lastSignature"),
          },
        }),
  };
}
