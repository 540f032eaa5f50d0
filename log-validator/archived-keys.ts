import type { KeyObject } from "node:crypto";
import type { Interval } from "../log-integrity/interval";
import { KeyRing } from "../log-integrity/key-ring";
import { readPublicKey } from "../log-integrity/public-key";
import type { PublicKeyRecord } from "../log-integrity/public-key";
import type { PublicKeySource } from "../log-integrity/sources";
import { notChecked } from "../log-integrity/verdicts";
import type { Failed, NotChecked } from "../log-integrity/verdicts";
import type { LogEntry } from "./services";
import { IS_NEW } from "./table";
import type { Item, Table } from "./table";

/**
 * The public keys of CloudTrail that were ever seen, in the table with the times that they were valid: for digests whose key
 * CloudTrail no longer knows, and for times at which it does not answer. A key that is known is asked for no more.
 */
export class KeyArchive {
  private readonly known = new Map<string, KeyObject>();
  private readonly archived = new Set<string>();

  constructor(
    private readonly source: PublicKeySource,
    private readonly table: Table,
    private readonly log: (entry: LogEntry) => void,
  ) {}

  /** The keys for the digests of a time. Each has its own, so that an answer is never older than the question. */
  ring(interval: Interval): KeyRing {
    return new ArchivedKeyRing(this, interval);
  }

  /** @throws SourceError */
  async ask(region: string, from: number, to: number): Promise<readonly PublicKeyRecord[]> {
    const records = await this.source.keys(region, from, to);
    for (const record of records) {
      try {
        await this.archive(region, record);
      } catch (error) {
        // The key itself is there: digests are verified by it.
        const { message } = error as Error;
        this.log({ level: "warn", message: "a public key is not archived", region, detail: message });
      }
    }
    return records;
  }

  remembered(region: string, fingerprint: string): KeyObject | undefined {
    return this.known.get(`${region} ${fingerprint}`);
  }

  remember(region: string, fingerprint: string, key: KeyObject): void {
    this.known.set(`${region} ${fingerprint}`, key);
  }

  /** An archived key; or why it cannot be looked up. */
  async find(region: string, fingerprint: string): Promise<Error | KeyObject | undefined> {
    try {
      const item = await this.table.get(partition(region), fingerprint);
      return item?.value instanceof Uint8Array ? readPublicKey(item.value) : undefined;
    } catch (error) {
      return error as Error;
    }
  }

  private async archive(region: string, { fingerprint, validFrom, validTo, value }: PublicKeyRecord): Promise<void> {
    const name = `${region} ${fingerprint}`;
    if (this.archived.has(name) || fingerprint === "" || value.length === 0) {
      return;
    }
    const item: Item = {
      pk: partition(region),
      sk: fingerprint,
      value,
      ...(validFrom === undefined ? {} : { validFrom: new Date(validFrom).toISOString() }),
      ...(validTo === undefined ? {} : { validTo: new Date(validTo).toISOString() }),
    };
    if (!(await this.table.put(item, IS_NEW))) {
      const before = await this.table.get(item.pk, item.sk);
      if (!(before?.value instanceof Uint8Array) || !Buffer.from(before.value).equals(Buffer.from(value))) {
        // Which of both is right nobody can say; what CloudTrail says now counts.
        this.log({ level: "error", message: "a public key is another one than that archived", region, fingerprint });
      }
    }
    this.archived.add(name);
  }
}

class ArchivedKeyRing extends KeyRing {
  constructor(
    private readonly archive: KeyArchive,
    interval: Interval,
  ) {
    super({ keys: async (region, from, to) => archive.ask(region, from, to) }, interval);
  }

  override async find(
    region: string,
    fingerprint: string,
    generated?: number,
  ): Promise<Failed | KeyObject | NotChecked> {
    const remembered = this.archive.remembered(region, fingerprint);
    if (remembered !== undefined) {
      return remembered;
    }
    const asked = await super.find(region, fingerprint, generated);
    const found = "outcome" in asked ? await this.archive.find(region, fingerprint) : asked;
    if (found instanceof Error) {
      return notChecked("no-public-keys", `the archive of public keys: ${found.message}`);
    }
    if (found === undefined) {
      return asked;
    }
    this.archive.remember(region, fingerprint, found);
    return found;
  }
}

function partition(region: string): string {
  return `key/${region}`;
}
