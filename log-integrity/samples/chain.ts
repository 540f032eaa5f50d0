import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { digestKey, logFolder } from "../keys";
import type { ArchiveLocation, ObjectAddress } from "../location";
import { signedText } from "../signature";
import { formatDay, formatStamp, formatTime, HOUR, MINUTE } from "../times";
import type { SampleSigner } from "./signer";

/** Who takes what is delivered. */
export interface SampleTarget {
  put(address: ObjectAddress, bytes: Buffer, metadata?: Readonly<Record<string, string>>): void;
}

export interface SampleChainOptions {
  readonly location: ArchiveLocation;
  readonly accountId: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
  /** When logging begins, in milliseconds. */
  readonly start: number;
  readonly signer: SampleSigner;
}

/** An hour as it was delivered. */
export interface SampleHour {
  readonly digest: ObjectAddress;
  readonly logs: readonly ObjectAddress[];
  readonly start: number;
  readonly end: number;
}

interface Delivered {
  readonly address: ObjectAddress;
  readonly hash: string;
  readonly signature: string;
}

export interface HourOptions {
  /** How many log files. @default 1 */
  readonly logs?: number;
  /** Where from now on. */
  readonly location?: ArchiveLocation;
  /** Whose key from now on. */
  readonly signer?: SampleSigner;
  /** How long the time of the digest is, in milliseconds. @default - an hour */
  readonly length?: number;
}

export interface BackfillOptions {
  /** @default 1 */
  readonly logs?: number;
  /** When it is made, in milliseconds. @default - six hours later */
  readonly generated?: number;
  /** @default - the chain's */
  readonly signer?: SampleSigner;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A chain of digests with their log files, as CloudTrail delivers them: for tests, benchmarks and drills. */
export class SampleChain {
  readonly hours: SampleHour[] = [];
  /** When the next digest begins. */
  time: number;
  private location: ArchiveLocation;
  private signer: SampleSigner;
  private previous: Delivered | undefined;
  private readonly predecessors = new Map<number, Delivered | undefined>();
  private readonly listed = new Map<number, readonly [ObjectAddress, string][]>();
  private previousBackfill: Delivered | undefined;
  private count = 0;

  constructor(
    private readonly options: SampleChainOptions,
    private readonly target: SampleTarget,
    private readonly content: (name: string) => Buffer = sampleLog,
  ) {
    this.location = options.location;
    this.signer = options.signer;
    this.time = options.start;
  }

  /** Delivers the log files and the digest of the next hour. */
  hour({ length = HOUR, location, logs = 1, signer }: HourOptions = {}): SampleHour {
    this.location = location ?? this.location;
    this.signer = signer ?? this.signer;
    const [start, end] = [this.time, this.time + length];
    const delivered = this.logs(logs, start, length);
    this.predecessors.set(end, this.previous);
    this.listed.set(end, delivered);
    const digest = this.digest(start, end, delivered, false, this.previous);
    this.previous = digest;
    this.time = end;
    const hour = { digest: digest.address, logs: delivered.map(([address]) => address), start, end };
    this.hours.push(hour);
    return hour;
  }

  /** Delivers so many hours. */
  run(hours: number, options: HourOptions = {}): this {
    for (let hour = 0; hour < hours; hour += 1) {
      this.hour(options);
    }
    return this;
  }

  /**
   * Lets hours pass without validation: log files are delivered, digests are not, and the next one is a starting digest.
   *
   * @param logs how many log files an hour; none: logging is off
   */
  withoutValidation(hours: number, logs = 0): ObjectAddress[] {
    const addresses: ObjectAddress[] = [];
    for (let hour = 0; hour < hours; hour += 1) {
      addresses.push(...this.logs(logs, this.time, HOUR).map(([address]) => address));
      this.time += HOUR;
    }
    this.previous = undefined;
    return addresses;
  }

  /** Delivers a digest of log files that the digest of an hour had not got yet, and the log files. */
  backfill(
    { end, start }: SampleHour,
    { generated = end + 6 * HOUR, logs = 1, signer = this.signer }: BackfillOptions = {},
  ): SampleHour {
    const delivered = this.logs(logs, start, HOUR);
    const metadata = { "backfill-generation-timestamp": formatTime(generated) };
    const signs = this.signer;
    this.signer = signer;
    const digest = this.digest(start, end, delivered, true, this.previousBackfill, metadata);
    this.signer = signs;
    this.previousBackfill = digest;
    return { digest: digest.address, logs: delivered.map(([address]) => address), start, end };
  }

  /** Puts another digest of an hour, as well signed, in the place of the one that was delivered: it lists a log file less. */
  replaceDigest({ end, start }: SampleHour): void {
    this.digest(start, end, this.listed.get(end)?.slice(1) ?? [], false, this.predecessors.get(end));
  }

  private logs(count: number, start: number, length: number): [ObjectAddress, string][] {
    return Array.from({ length: count }, (_, index) => {
      const time = start + Math.floor(((index + 1) * length) / (count + 2) / MINUTE) * MINUTE;
      const { accountId, region } = this.options;
      this.count += 1;
      const folder = `${logFolder(this.location, accountId, region)}${formatDay(time)}/`;
      const stamp = `${formatStamp(time).slice(0, 13)}Z`;
      const key = `${folder}${accountId}_CloudTrail_${region}_${stamp}_${unique(`${accountId} ${region} ${this.count}`)}.json.gz`;
      const address = { bucket: this.location.bucket, key };
      const { bytes, hash } = packedLog(this.content(key));
      this.target.put(address, bytes);
      return [address, hash];
    });
  }

  private digest(
    start: number,
    end: number,
    logs: readonly [ObjectAddress, string][],
    isBackfill: boolean,
    previous: Delivered | undefined,
    metadata: Readonly<Record<string, string>> = {},
  ): Delivered {
    const { accountId } = this.options;
    const key = digestKey({ ...this.location, ...this.options, end, isBackfill });
    const address = { bucket: this.location.bucket, key };
    const times = logs.length === 0 ? null : formatTime(start);
    const text = JSON.stringify({
      awsAccountId: accountId,
      digestStartTime: formatTime(start),
      digestEndTime: formatTime(end),
      digestS3Bucket: address.bucket,
      digestS3Object: key,
      digestPublicKeyFingerprint: this.signer.fingerprint,
      digestSignatureAlgorithm: "SHA256withRSA",
      newestEventTime: times,
      oldestEventTime: times,
      previousDigestS3Bucket: previous?.address.bucket ?? null,
      previousDigestS3Object: previous?.address.key ?? null,
      previousDigestHashValue: previous?.hash ?? null,
      previousDigestHashAlgorithm: previous === undefined ? null : "SHA-256",
      previousDigestSignature: previous?.signature ?? null,
      logFiles: logs.map(([log, hashValue]) => ({
        s3Bucket: log.bucket,
        s3Object: log.key,
        hashValue,
        hashAlgorithm: "SHA-256",
        newestEventTime: times,
        oldestEventTime: times,
      })),
    });
    const hash = sha256(Buffer.from(text));
    const signature = this.signer.sign(
      signedText(
        { ...address, endText: formatTime(end), ...(previous === undefined ? {} : { previous: linkOf(previous) }) },
        hash,
      ),
    );
    this.target.put(address, gzipSync(text), { ...metadata, signature, "signature-algorithm": "SHA256withRSA" });
    return { address, hash, signature };
  }
}

/** What is the same for many log files is compressed once. */
const packed = new WeakMap<Buffer, { readonly bytes: Buffer; readonly hash: string }>();

function packedLog(content: Buffer): { readonly bytes: Buffer; readonly hash: string } {
  const log = packed.get(content) ?? { bytes: gzipSync(content), hash: sha256(content) };
  packed.set(content, log);
  return log;
}

function linkOf({ address, hash, signature }: Delivered) {
  return { ...address, hash, signature };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Sixteen letters and digits, the same for the same name. */
function unique(name: string): string {
  const bytes = createHash("sha256").update(name).digest().subarray(0, 16);
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}

function sampleLog(name: string): Buffer {
  return Buffer.from(JSON.stringify({ Records: [{ eventVersion: "1.11", eventName: "DescribeInstances", name }] }));
}
