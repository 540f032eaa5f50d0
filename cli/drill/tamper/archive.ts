import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { parseDigestKey } from "../../../log-integrity/keys";
import { HOUR } from "../../../log-integrity/times";
import type { Chain, Simulator } from "./simulator";

/** What a digest says, as far as it is used here. */
interface DigestText {
  readonly digestEndTime: string;
  readonly digestS3Bucket: string;
  readonly digestS3Object: string;
  readonly previousDigestSignature: string | null;
}

/** More than a digest may uncompress to. */
const BOMB_BYTES = 65 * 1024 * 1024;

/** The objects of a trail, and whoever tampers with them. */
export class Archive {
  private readonly keysOf = new Map<string, string[]>();
  /** Until when was delivered, in milliseconds. */
  private readonly ends = new Map<string, number>();

  constructor(
    private readonly simulator: Simulator,
    private readonly trailArn: string,
    private readonly bucket: string,
  ) {}

  /** The first hours. */
  async begin(chain: Chain, hours: number): Promise<void> {
    this.know(chain, ...(await this.simulator.deliver(this.trailArn, chain, hours)));
    const end = parseDigestKey(this.digests(chain, 1)[0] ?? "")?.end;
    if (end === undefined) {
      throw new Error(`no digest of ${nameOf(chain)} was delivered`);
    }
    this.ends.set(nameOf(chain), end);
  }

  /**
   * The hours that have passed since.
   *
   * @param open so many of them are left
   */
  async deliver(chain: Chain, now: Date, open = 0): Promise<void> {
    const end = this.ends.get(nameOf(chain)) ?? 0;
    const hours = Math.floor((now.getTime() - end) / HOUR) - open;
    if (hours > 0) {
      this.know(chain, ...(await this.simulator.deliver(this.trailArn, chain, hours)));
      this.ends.set(nameOf(chain), end + hours * HOUR);
    }
  }

  /** A log file of the hour that is not over. */
  async deliverLog(chain: Chain): Promise<string> {
    const key = await this.simulator.deliverLog(this.trailArn, chain);
    this.know(chain, key);
    return key;
  }

  /** Keys of the newest digests, the oldest of them first. */
  digests(chain: Chain, count: number): readonly string[] {
    return this.of(chain).filter(isDigest).slice(-count);
  }

  /** Keys of the newest digest and of the log files since the digest before. */
  lastHour(chain: Chain): readonly string[] {
    const keys = this.of(chain);
    const before = keys.slice(0, -1).findLastIndex(isDigest);
    return keys.slice(before + 1);
  }

  /** Every key that was delivered. */
  all(chain: Chain): readonly string[] {
    return [...this.of(chain)];
  }

  async hide(key: string): Promise<void> {
    await this.simulator.hide(this.bucket, key);
  }

  async destroy(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.simulator.destroy(this.bucket, key);
    }
  }

  /** Changes who did something in a log file, or the hash of one in a digest, in a body that is well compressed. */
  async changeContent(key: string, how: "alter" | "write"): Promise<void> {
    const { content } = await this.simulator.read(this.bucket, key);
    const text = gunzipSync(content).toString("utf8");
    const changed = isDigest(key)
      ? text.replace(/("hashValue": ?")(.)/, (_, before: string, digit: string) => before + (digit === "0" ? "1" : "0"))
      : text.replace("config.amazonaws.com", "nobody.amazonaws.com");
    if (changed === text) {
      throw new Error(`${key} has nothing to change`);
    }
    await this.simulator[how](this.bucket, key, gzipSync(changed));
  }

  /** Appends a gzip member, which readers of gzip take for more of the same. */
  async append(key: string): Promise<void> {
    const { content } = await this.simulator.read(this.bucket, key);
    await this.simulator.alter(this.bucket, key, Buffer.concat([content, gzipSync("garbage")]));
  }

  async takeSignature(key: string): Promise<void> {
    const { content } = await this.simulator.read(this.bucket, key);
    await this.simulator.write(this.bucket, key, content, {});
  }

  /** A body that uncompresses to more than there is room for. */
  async bomb(key: string): Promise<void> {
    await this.simulator.write(this.bucket, key, gzipSync(Buffer.alloc(BOMB_BYTES)));
  }

  /** Another digest in place of one, which lists no log files and is signed by CloudTrail's own key. */
  async forge(key: string, { region }: Chain): Promise<void> {
    const { content, metadata } = await this.simulator.read(this.bucket, key);
    const digest = JSON.parse(gunzipSync(content).toString("utf8")) as DigestText;
    const nothing = { logFiles: [], newestEventTime: null, oldestEventTime: null };
    const forged = Buffer.from(JSON.stringify({ ...digest, ...nothing }));
    const hash = createHash("sha256").update(forged).digest("hex");
    const signed = [
      digest.digestEndTime,
      `${digest.digestS3Bucket}/${digest.digestS3Object}`,
      hash,
      digest.previousDigestSignature ?? "null",
    ].join("\n");
    const signature = await this.simulator.sign(region, signed);
    await this.simulator.write(this.bucket, key, gzipSync(forged), { ...metadata, signature });
  }

  /** A log file of a minute later than another, that CloudTrail never delivered. */
  async plant(key: string): Promise<string> {
    const { content } = await this.simulator.read(this.bucket, key);
    const planted = key.replace(/_[A-Za-z0-9]{16}\.json\.gz$/, "_PlantedByNobody1.json.gz");
    await this.simulator.write(this.bucket, planted, content, {});
    return planted;
  }

  private know(chain: Chain, ...keys: readonly string[]): void {
    this.keysOf.set(nameOf(chain), [...this.of(chain), ...keys]);
  }

  private of(chain: Chain): readonly string[] {
    return this.keysOf.get(nameOf(chain)) ?? [];
  }
}

/** `111122223333 eu-west-1` */
export function nameOf({ accountId, region }: Chain): string {
  return `${accountId} ${region}`;
}

function isDigest(key: string): boolean {
  return key.includes("/CloudTrail-Digest/");
}
