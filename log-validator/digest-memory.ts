import { createHash } from "node:crypto";
import type { ChainName, IntegrityFinding } from "../log-integrity/findings";
import { parseDigestKey } from "../log-integrity/keys";
import { uri } from "../log-integrity/location";
import type { ObjectAddress } from "../log-integrity/location";
import { formatTime, HOUR, hourBefore } from "../log-integrity/times";
import type { SignedDigest } from "../log-integrity/verify-digest";
import type { Journal } from "../log-integrity/walk-context";
import { chainId } from "./chain-state";
import type { RememberedDigest } from "./chain-state";
import type { Item, Table } from "./table";

const KEPT = 45 * 24 * HOUR;

/**
 * The digests of a chain that were verified, whoever did: the log files of one that is clean are not read again, and one whose
 * content is another than it was is found out, however well it is signed.
 */
export class DigestMemory implements Journal {
  private readonly remembered = new Map<string, RememberedDigest & { readonly isClean: boolean }>();
  private readonly clean = new Set<string>();
  private readonly added = new Set<string>();
  private readonly seen = new Map<string, RememberedDigest & { readonly isEmpty: boolean }>();

  private constructor(
    private readonly table: Table,
    private readonly chain: ChainName,
  ) {}

  /** What is remembered of the digests that end in a time. Milliseconds. */
  static async load(table: Table, chain: ChainName, from: number, to: number): Promise<DigestMemory> {
    const memory = new DigestMemory(table, chain);
    for await (const item of table.query(partition(chain), { from: formatTime(from), to: `${formatTime(to)}~` })) {
      memory.learn(item);
    }
    return memory;
  }

  has(digestHash: string): boolean {
    return this.clean.has(digestHash);
  }

  add(digestHash: string): void {
    this.added.add(digestHash);
  }

  /** Hears of a digest that is verified by itself. */
  see({ bucket, end, hash, key, logs, signature }: SignedDigest): void {
    this.seen.set(uri({ bucket, key }), { bucket, key, end, hash, signature, isEmpty: logs.length === 0 });
  }

  /** The newest digest, no backfill, that ends at or before a time. */
  newest(to: number): RememberedDigest | undefined {
    let newest: RememberedDigest | undefined;
    for (const digest of this.seen.values()) {
      const isRegular = parseDigestKey(digest.key)?.isBackfill === false;
      if (isRegular && digest.end <= to && digest.end > (newest?.end ?? -Infinity)) {
        newest = digest;
      }
    }
    return newest;
  }

  get hasSeen(): boolean {
    return this.seen.size > 0;
  }

  /**
   * Remembers what was seen since.
   *
   * @param last a digest that is remembered elsewhere
   * @param now milliseconds
   * @returns digests that are others than they were
   */
  async save(now: number, last?: RememberedDigest): Promise<IntegrityFinding[]> {
    const replaced: IntegrityFinding[] = [];
    for (const [name, digest] of this.seen) {
      const isClean = digest.isEmpty || this.added.has(digest.hash) || this.clean.has(digest.hash);
      let before = this.remembered.get(name);
      if (before === undefined || (before.hash === digest.hash && isClean && !before.isClean)) {
        const condition = {
          expression: "attribute_not_exists(#pk) OR #hash = :hash",
          names: ["pk", "hash"],
          values: { hash: digest.hash },
        };
        if (!(await this.table.put(this.itemOf(digest, isClean, now), condition))) {
          const item = await this.table.get(partition(this.chain), sortKey(digest));
          before = item === undefined ? undefined : rememberedOf(item);
        }
      }
      const others = [before, last?.key === digest.key && last.bucket === digest.bucket ? last : undefined];
      if (others.some((other) => other !== undefined && isAnother(digest, other))) {
        replaced.push(this.finding(digest));
      }
    }
    return replaced;
  }

  private learn(item: Item): void {
    const digest = rememberedOf(item);
    this.remembered.set(uri(digest), digest);
    if (digest.isClean) {
      this.clean.add(digest.hash);
    }
  }

  private itemOf({ bucket, end, hash, key, signature }: RememberedDigest, isClean: boolean, now: number): Item {
    return {
      pk: partition(this.chain),
      sk: sortKey({ bucket, end, key }),
      bucket,
      key,
      end,
      hash,
      signature,
      isClean,
      expires: Math.floor((now + KEPT) / 1000),
    };
  }

  private finding({ bucket, end, key }: RememberedDigest): IntegrityFinding {
    return {
      type: "integrity",
      ...this.chain,
      ...hourBefore(end),
      bucket,
      key,
      object: parseDigestKey(key)?.isBackfill === true ? "backfill-digest" : "digest",
      kind: "broken-link",
      detail: "another digest of this name, as well signed, was there when it was verified before",
    };
  }
}

function isAnother(one: RememberedDigest, other: RememberedDigest): boolean {
  return one.hash !== other.hash || one.signature.toLowerCase() !== other.signature.toLowerCase();
}

function partition(chain: ChainName): string {
  return `digest/${chainId(chain)}`;
}

/** In the order of time; keys themselves may be as long as all that a sort key may be. */
function sortKey({ bucket, end, key }: ObjectAddress & { readonly end: number }): string {
  const name = createHash("sha256").update(uri({ bucket, key })).digest("hex");
  return `${formatTime(end)} ${name.slice(0, 32)}`;
}

function rememberedOf(item: Item): RememberedDigest & { readonly isClean: boolean } {
  const text = (name: string): string => String(item[name] ?? "");
  return {
    bucket: text("bucket"),
    key: text("key"),
    end: Number(item.end),
    hash: text("hash"),
    signature: text("signature"),
    isClean: item.isClean === true,
  };
}
