// A small archive, and what the engine says of it.
import { createHash } from "node:crypto";
import { constants, deflateRawSync, gunzipSync, gzipSync } from "node:zlib";
import { Collector } from "../../log-integrity/collector";
import type { ReportedFinding } from "../../log-integrity/collector";
import type { Acknowledgement } from "../../log-integrity/acknowledgements";
import { parseDigest } from "../../log-integrity/digest";
import { KeyRing } from "../../log-integrity/key-ring";
import type { Lifetime } from "../../log-integrity/lifetimes";
import type { ArchiveLocation, ObjectAddress } from "../../log-integrity/location";
import type { PublicKeyRecord } from "../../log-integrity/public-key";
import { makeReport } from "../../log-integrity/report";
import type { Report } from "../../log-integrity/report";
import { SampleChain } from "../../log-integrity/samples/chain";
import type { SampleChainOptions } from "../../log-integrity/samples/chain";
import { MemoryStore } from "../../log-integrity/samples/memory-store";
import { SampleSigner } from "../../log-integrity/samples/signer";
import { signedText } from "../../log-integrity/signature";
import type { FetchedObject, PublicKeySource } from "../../log-integrity/sources";
import { SourceError } from "../../log-integrity/sources";
import { HOUR, MINUTE } from "../../log-integrity/times";
import type { HourState } from "../../log-integrity/timeline";
import { verifyArchive } from "../../log-integrity/verify-archive";
import type { ChainTask, WalkContext } from "../../log-integrity/walk-context";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";
export const TRAIL = "main";
export const BUCKET = "trail-bucket";
/** Digests end 31 seconds after the hour. */
export const START = Date.parse("2025-11-01T00:00:31Z");
/** Hours that are delivered. */
export const HOURS = 14;

/** Made once: keys take a while. */
const signers: SampleSigner[] = [];
export function signer(index: number): SampleSigner {
  return (signers[index] ??= new SampleSigner());
}

export class World implements PublicKeySource {
  readonly store = new MemoryStore();
  readonly published: PublicKeyRecord[] = [signer(0).record];
  keysFail = false;
  /** Keys that are published in a time only. */
  readonly laterKeys: { readonly from: number; readonly to: number; readonly record: PublicKeyRecord }[] = [];
  /** What is verified. */
  location: ArchiveLocation = { bucket: BUCKET, prefix: "" };
  accountId = ACCOUNT;
  region = REGION;
  trail = TRAIL;
  from = START + HOUR;
  to = START + 12 * HOUR;
  now = START + HOURS * HOUR + 10 * MINUTE;
  lifetime: Lifetime = { isThere: true, isOptIn: false };
  stopped: WalkContext["stopped"];
  acknowledgements: Acknowledgement[] = [];
  readonly main: SampleChain;

  constructor(options: Partial<SampleChainOptions> = {}) {
    this.main = this.chain(options);
  }

  chain(options: Partial<SampleChainOptions> = {}): SampleChain {
    const defaults = {
      location: { bucket: BUCKET, prefix: "" },
      accountId: ACCOUNT,
      region: REGION,
      trail: TRAIL,
      homeRegion: REGION,
      start: START,
      signer: signer(0),
    };
    return new SampleChain({ ...defaults, ...options }, this.store);
  }

  get arn(): string {
    return `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/${this.trail}`;
  }

  keys(region: string, from: number, to: number): Promise<readonly PublicKeyRecord[]> {
    if (this.keysFail || region !== this.region) {
      return Promise.reject(new SourceError("no-public-keys", "AccessDenied"));
    }
    const later = this.laterKeys.filter((key) => key.from <= to && key.to >= from).map(({ record }) => record);
    return Promise.resolve([...this.published, ...later]);
  }

  /** Replaces an object by what a change makes of its bytes. */
  change(address: ObjectAddress, change: (bytes: Buffer) => Buffer): void {
    const content = this.store.content(address);
    if (content === undefined) {
      throw new Error(`there is no ${address.key}`);
    }
    this.store.put(address, change(content.bytes), Object.fromEntries(content.metadata));
  }

  /** Replaces the metadata of an object. */
  relabel(address: ObjectAddress, metadata: Readonly<Record<string, string | undefined>>): void {
    const content = this.store.content(address);
    const all = { ...Object.fromEntries(content?.metadata ?? []), ...metadata };
    const left = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    this.store.put(address, content?.bytes ?? Buffer.alloc(0), Object.fromEntries(left));
  }

  /** Replaces a digest by what a change makes of its JSON, signed by somebody. */
  resign(address: ObjectAddress, change: (text: string) => string, by: SampleSigner, hash = "sha256"): void {
    const { bytes = Buffer.alloc(0), metadata = [] } = this.store.content(address) ?? {};
    const text = Buffer.from(change(gunzipSync(bytes).toString()));
    const signature = by.sign(signedText(parseDigest(text), createHash("sha256").update(text).digest("hex")), hash);
    this.store.put(address, gzipSync(text), { ...Object.fromEntries(metadata), signature });
  }

  fail({ bucket, key }: ObjectAddress, fault: Exclude<FetchedObject, { state: "found" }>): void {
    this.store.faults.set(`${bucket}/${key}`, fault);
  }

  async verify(tasks: readonly Partial<ChainTask>[] = [{}]): Promise<Report> {
    const interval = { from: this.from, to: this.to };
    const collector = new Collector(this.acknowledgements);
    const defaults: ChainTask = {
      location: this.location,
      accountId: this.accountId,
      region: this.region,
      trail: this.trail,
      homeRegion: REGION,
      lifetime: this.lifetime,
    };
    const coverage = await verifyArchive(
      tasks.map((task) => ({ ...defaults, ...task })),
      {
        store: this.store,
        keys: new KeyRing(this, interval),
        interval,
        now: this.now,
        grace: 2 * HOUR,
        sink: collector,
        ...(this.stopped === undefined ? {} : { stopped: this.stopped }),
      },
    );
    return makeReport({ trailArn: "arn", interval, began: 0, ended: 0 }, coverage, collector);
  }
}

/** Of hours that are there for sure. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) {
    throw new Error(`there are ${items.length}, none at ${index}`);
  }
  return item;
}

const PART = 16 * 1024 * 1024;
const PARTS = 34;

/** Half a megabyte that uncompresses to 544. */
export function bomb(): Buffer {
  const part = deflateRawSync(Buffer.alloc(PART), { finishFlush: constants.Z_SYNC_FLUSH });
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(PART * PARTS);
  return Buffer.concat([header, ...Array.from({ length: PARTS }, () => part), Buffer.from([3, 0, 0, 0, 0, 0]), length]);
}

/** Changes what is compressed. */
export function inside(change: (text: string) => string): (bytes: Buffer) => Buffer {
  return (bytes) => gzipSync(change(gunzipSync(bytes).toString()));
}

/** A finding in a few words. */
export function brief(finding: ReportedFinding): string {
  const survivor =
    "survivor" in finding && finding.survivor !== undefined ? [`intact ${finding.survivor.versionId}`] : [];
  switch (finding.type) {
    case "integrity":
      return [finding.object, finding.kind, ...survivor].join(" ");
    case "missing": {
      const { digests, hours, isWholeChain, logs } = finding;
      const deleted = digests.filter((digest) => digest.survivor !== undefined).length;
      return [
        isWholeChain ? "missing chain" : "missing",
        `${hours}h`,
        ...(isWholeChain || digests.length === hours ? [] : [`${digests.length} named`]),
        ...(logs === 0 ? [] : [`${logs} logs`]),
        ...(deleted === 0 ? [] : [`${deleted} intact`]),
      ].join(" ");
    }
    case "unprotected":
      return `unprotected ${finding.hours}h${finding.logs === 0 ? "" : ` ${finding.logs} logs`}`;
    case "not-checked":
      return `not checked ${finding.object} ${finding.reason}`;
  }
}

/** What a report says, in a few words. */
export function briefly(report: Report): {
  exit: number;
  hours: Partial<Record<HourState, number>>;
  findings: string[];
} {
  return {
    exit: report.exitCode,
    hours: Object.fromEntries(Object.entries(report.hours).filter(([, count]) => count > 0)),
    findings: report.findings.map(brief),
  };
}
