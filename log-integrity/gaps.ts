import type { ChainReporter } from "./chain-reporter";
import type { Finding, MissingDigest } from "./findings";
import type { Interval } from "./interval";
import { digestFolder, digestKey, parseDigestKey } from "./keys";
import type { DigestKey } from "./keys";
import type { ObjectAddress } from "./location";
import type { Running } from "./running";
import type { ObjectVersion } from "./sources";
import type { Survivors } from "./survivors";
import type { Timeline, TimelineEntry } from "./timeline";
import { formatDay, HOUR, MINUTE } from "./times";

const MOST_NAMED_LOGS = 20;
const MOST_DAYS_OF_VERSIONS = 40;
const MOST_VERSIONS_A_DAY = 1000;

/** Times without digests. They are reported last, with the log files that were delivered in them. */
export class Gaps {
  private readonly found: { readonly entry: TimelineEntry; readonly finding: (logs: readonly string[]) => Finding }[] =
    [];
  private readonly logs = new Map<TimelineEntry, string[]>();

  constructor(
    private readonly timeline: Timeline,
    private readonly reporter: ChainReporter,
    private readonly running: Running,
    private readonly survivors: Survivors,
    /** Where a digest is expected that nobody says the place of. */
    private readonly bucket: string,
  ) {}

  /** A time in which validation or logging was off. */
  unprotected(gap: Interval, detail: string): void {
    const entry = this.timeline.add(gap, "unprotected");
    if (entry !== undefined) {
      this.reporter.hours(entry.hours);
      const { from, hours, to } = entry;
      const common = { type: "unprotected", ...this.reporter.name, from, to, hours, detail } as const;
      this.found.push({ entry, finding: (firstLogs) => ({ ...common, logs: entry.logs, firstLogs }) });
    }
  }

  /** A time in which there is no digest at all, so that nobody knows at which minute of the hour there should be. */
  wholeChain(gap: Interval): void {
    const entry = this.timeline.add(gap, "missing");
    if (entry !== undefined) {
      this.report(entry, true, []);
    }
  }

  /**
   * Hours whose digests were there once, or should be.
   *
   * @param last what the key of the newest of them says
   * @param bucket where they are expected
   * @default - bucket of the trail
   */
  missing(gap: Interval, last: DigestKey, bucket: string = this.bucket): void {
    const { from, to } = this.timeline.clip(gap);
    const digests: MissingDigest[] = [];
    for (let { end } = last; end > from; end -= HOUR) {
      if (end - HOUR < to) {
        digests.unshift({ bucket, key: digestKey({ ...last, end }) });
      }
    }
    const entry = this.timeline.add(gap, "missing", Math.max(1, digests.length));
    if (entry !== undefined) {
      this.report(entry, false, digests);
      this.running.start(async () => this.nameSurvivors({ from, to }, last, bucket, digests));
    }
  }

  /** A log file that was delivered in a time. */
  logIn(entry: TimelineEntry, { key }: ObjectAddress): void {
    entry.logs += 1;
    const named = this.logs.get(entry) ?? [];
    if (named.length < MOST_NAMED_LOGS) {
      named.push(key);
    }
    this.logs.set(entry, named);
  }

  reportAll(): void {
    for (const { entry, finding } of this.found) {
      this.reporter.sink.finding(finding(this.logs.get(entry) ?? []));
    }
  }

  private report(entry: TimelineEntry, isWholeChain: boolean, digests: readonly MissingDigest[]): void {
    this.reporter.hours(entry.hours);
    const { from, hours, to } = entry;
    const common = { type: "missing", ...this.reporter.name, from, to, hours, isWholeChain, digests } as const;
    this.found.push({ entry, finding: () => ({ ...common, logs: entry.logs }) });
  }

  /** Corrects the names by what is behind delete markers, and says which versions are intact. */
  private async nameSurvivors(
    { from, to }: Interval,
    last: DigestKey,
    bucket: string,
    digests: MissingDigest[],
  ): Promise<void> {
    const folder = digestFolder(last, last.accountId, last.region);
    const days = new Set<string>();
    for (let time = from; time < to + HOUR && days.size < MOST_DAYS_OF_VERSIONS; time += HOUR) {
      days.add(formatDay(time));
    }
    const byKey = new Map<string, ObjectVersion[]>();
    for (const day of days) {
      for (const version of await this.survivors.versions(bucket, `${folder}${day}/`, MOST_VERSIONS_A_DAY)) {
        byKey.set(version.key, [...(byKey.get(version.key) ?? []), version]);
      }
    }
    for (const [key, versions] of byKey) {
      const parsed = parseDigestKey(key);
      const isOfChain = parsed?.trail === last.trail && parsed.homeRegion === last.homeRegion && !parsed.isBackfill;
      if (!isOfChain) {
        continue;
      }
      const index = digests.findIndex(
        (digest) => Math.abs((parseDigestKey(digest.key)?.end ?? 0) - parsed.end) < 30 * MINUTE,
      );
      if (index !== -1) {
        const address = { bucket, key };
        const survivor = await this.survivors.newestIntact(versions, this.survivors.isSigned(address, parsed));
        digests[index] = { ...address, ...(survivor === undefined ? {} : { survivor }) };
      }
    }
  }
}
