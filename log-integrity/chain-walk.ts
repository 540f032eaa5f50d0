import { Backfills } from "./backfills";
import { ChainReporter } from "./chain-reporter";
import { Doubts } from "./doubts";
import { digestFeed } from "./digest-feed";
import type { FedDigest } from "./digest-feed";
import { tailOf } from "./expected-tail";
import type { ChainName } from "./findings";
import { Gaps } from "./gaps";
import type { Interval } from "./interval";
import { digestFolder, parseDigestKey } from "./keys";
import type { DigestKey } from "./keys";
import { JOINING } from "./lifetimes";
import { linkProblem } from "./link";
import { isSameObject } from "./location";
import type { ArchiveLocation, ObjectAddress } from "./location";
import { LogChecks } from "./log-checks";
import { LogClaims } from "./log-claims";
import { Running } from "./running";
import { SourceError } from "./sources";
import { Survivors } from "./survivors";
import { Timeline, worsen } from "./timeline";
import type { Span, TimelineEntry } from "./timeline";
import { HOUR, hourBefore } from "./times";
import { judgeUnclaimed } from "./unreferenced";
import type { DigestOutcome, SignedDigest } from "./verify-digest";
import type { Failed, NotChecked } from "./verdicts";
import type { ChainTask, WalkContext } from "./walk-context";

/** What became of the hours of an account, region and trail. */
export interface ChainCoverage extends ChainName {
  readonly spans: readonly Span[];
}

/** The regular digest before the one that is looked at. */
interface Passed {
  readonly address: ObjectAddress;
  readonly end: number;
  /** Undefined for one that is not verified. */
  readonly digest?: SignedDigest;
  readonly entry?: TimelineEntry;
}

const LOOK_AHEAD = 32;
/** Where the trail delivered to earlier; these do not count among the digests that are held. */
const LOOK_AHEAD_ELSEWHERE = 8;
/** The digest after the interval knows the log files of its last minutes. */
const BEYOND = 2 * HOUR;
const MOST_MOVES = 8;

/**
 * Verifies the digests and log files of an account, a region and a trail, from the oldest to the newest, and says of every hour
 * what it is. What cannot be read is said and gone past.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export async function walkChain(task: ChainTask, context: WalkContext): Promise<ChainCoverage> {
  return new ChainWalk(task, context).walk();
}

class ChainWalk {
  private readonly reporter: ChainReporter;
  private readonly timeline: Timeline;
  private readonly running = new Running();
  private readonly survivors: Survivors;
  private readonly gaps: Gaps;
  private readonly claims: LogClaims;
  private readonly logs: LogChecks;
  private readonly backfills: Backfills;
  private readonly doubts = new Doubts();
  private passed: Passed | undefined;
  private moves = 0;

  constructor(
    private readonly task: ChainTask,
    private readonly context: WalkContext,
  ) {
    const { accountId, location, region, trail } = task;
    const { interval, keys, sink, store } = context;
    this.reporter = new ChainReporter({ accountId, region, trail }, sink);
    this.timeline = new Timeline(interval);
    this.survivors = new Survivors(store, keys);
    this.gaps = new Gaps(this.timeline, this.reporter, this.running, this.survivors, location.bucket);
    this.claims = new LogClaims(store, accountId, region);
    this.logs = new LogChecks(context, this.reporter, this.running, this.survivors);
    this.backfills = new Backfills(context, this.timeline, this.reporter, this.doubts);
  }

  async walk(): Promise<ChainCoverage> {
    const { interval } = this.context;
    try {
      await this.segment(this.task.location, { from: interval.from - HOUR, to: interval.to + BEYOND });
      this.finish();
    } catch (error) {
      this.unlisted(error);
    }
    await this.running.all();
    await this.backfills.checkLinks();
    const known = this.passed?.digest?.end ?? interval.from;
    const { claims, doubts, gaps, reporter, timeline } = this;
    judgeUnclaimed({ claims, doubts, gaps, interval, known, reporter, timeline });
    this.gaps.reportAll();
    return { ...this.reporter.name, spans: this.timeline.spans() };
  }

  private get isStopped(): boolean {
    return this.context.signal?.aborted === true;
  }

  /** Goes through the digests of one location. */
  private async segment(location: ArchiveLocation, { from, to }: Interval): Promise<void> {
    const { digestSlots, interval, keys, store } = this.context;
    const { accountId, region } = this.task;
    const feed = digestFeed(
      { location, accountId, region, after: from, upTo: to },
      this.moves === 0
        ? { store, keys, slots: digestSlots, lookAhead: LOOK_AHEAD }
        : { store, keys, lookAhead: LOOK_AHEAD_ELSEWHERE },
    );
    const within = { from: Math.max(from, interval.from), to: Math.min(to, interval.to) };
    const follower = this.claims.follow(location, within);
    for await (const fed of feed) {
      try {
        const outcome = await fed.outcome;
        if (this.isStopped) {
          return;
        }
        await this.pass(fed, outcome, location);
        await follower.upTo(Math.min(fed.key.end, within.to));
      } finally {
        fed.release();
      }
    }
    await follower.toEnd();
  }

  private async pass(fed: FedDigest, outcome: DigestOutcome, location: ArchiveLocation): Promise<void> {
    const { homeRegion, trail } = this.task;
    const { digest } = outcome;
    digest?.logs.forEach((log) => {
      this.claims.claim(log);
    });
    if (fed.key.trail !== trail || fed.key.homeRegion !== homeRegion) {
      if (outcome.verdict.outcome === "not-checked") {
        this.doubts.add(hourBefore(fed.key.end), outcome.verdict);
      }
      return;
    }
    if (digest !== undefined) {
      this.context.digest?.(digest);
    }
    if (fed.key.isBackfill) {
      await this.passBackfill(fed, outcome);
    } else if (digest === undefined) {
      await this.passUnverified(fed, outcome.verdict);
    } else {
      await this.passVerified(fed, digest, location);
    }
  }

  private async passVerified({ address }: FedDigest, digest: SignedDigest, location: ArchiveLocation): Promise<void> {
    await this.join(digest, location);
    const { end } = digest;
    const entry = this.timeline.add({ from: Math.max(digest.start, this.passed?.end ?? 0), to: end }, "verified", 1);
    this.passed = { address, end, digest, ...(entry === undefined ? {} : { entry }) };
    if (entry !== undefined) {
      this.reporter.hours(1);
      this.reporter.seen("digest", { outcome: "verified" });
      await this.logs.begin(digest, entry);
    }
  }

  private async passUnverified({ address, key }: FedDigest, verdict: Failed | NotChecked): Promise<void> {
    const before = this.passed?.end ?? this.context.interval.from;
    const start = Math.max(key.end - HOUR, this.passed?.end ?? 0);
    if (start > before) {
      this.gaps.missing(this.alive({ from: before, to: start }), { ...key, end: start });
    }
    const state = verdict.outcome === "failed" ? "failed" : "not-checked";
    const entry = this.timeline.add({ from: start, to: key.end }, state, 1);
    this.passed = { address, end: key.end, ...(entry === undefined ? {} : { entry }) };
    if (entry !== undefined) {
      this.reporter.hours(1);
      await this.unverified("digest", address, key, entry, verdict);
    }
  }

  private async passBackfill({ address, key }: FedDigest, outcome: DigestOutcome): Promise<void> {
    const { from, to } = this.context.interval;
    if (key.end <= from || key.end - HOUR >= to) {
      return;
    }
    const entry = this.timeline.at(Math.min(key.end, to) - 1);
    const { digest, verdict } = outcome;
    if (digest === undefined) {
      if (entry !== undefined) {
        worsen(entry, outcome.verdict.outcome);
      }
      const hour = entry ?? hourBefore(key.end);
      this.doubts.add(hour);
      await this.unverified("backfill-digest", address, key, hour, outcome.verdict);
    } else {
      this.reporter.seen("backfill-digest", verdict);
      this.backfills.add(digest);
      await this.logs.begin(digest, entry);
    }
  }

  private async unverified(
    role: "backfill-digest" | "digest",
    address: ObjectAddress,
    key: DigestKey,
    hour: Interval,
    verdict: Failed | NotChecked,
  ): Promise<void> {
    this.reporter.seen(role, verdict);
    const survivor = verdict.outcome === "failed" ? await this.survivors.findDigest(address, key) : undefined;
    this.reporter.object(role, address, hour, verdict, survivor);
  }

  /** Compares a digest with the one before: their link, and the time between them. */
  private async join(digest: SignedDigest, location: ArchiveLocation): Promise<void> {
    const { previous, start } = digest;
    if (previous !== undefined && !this.isPassed(previous)) {
      await this.goElsewhere(previous, digest, location);
    }
    const { passed } = this;
    if (passed === undefined) {
      await this.begin(digest);
      return;
    }
    const gap = this.alive({ from: passed.end, to: start });
    const hasGap = gap.to > gap.from;
    if (previous === undefined) {
      if (hasGap) {
        this.gaps.unprotected(gap, "validation or logging was off: the next digest is a starting digest");
      }
      return;
    }
    if (hasGap && this.isPassed(previous)) {
      this.gaps.unprotected(gap, "CloudTrail made no digest: the next digest follows the last one before");
    } else if (hasGap) {
      this.gaps.missing(gap, this.keyBefore(digest, previous), previous.bucket);
    }
    const problem = passed.digest === undefined ? undefined : linkProblem(passed.digest, digest);
    if (problem !== undefined && (!hasGap || problem.kind === "broken-link")) {
      await this.breakLink(passed, problem, digest);
    }
  }

  private isPassed(address: ObjectAddress): boolean {
    return this.passed !== undefined && isSameObject(address, this.passed.address);
  }

  private async breakLink({ address, end, entry }: Passed, problem: Failed, next: SignedDigest): Promise<void> {
    if (entry !== undefined) {
      worsen(entry, "failed");
    }
    const key = parseDigestKey(address.key);
    const survivor =
      key === undefined || problem.kind !== "broken-link"
        ? undefined
        : await this.survivors.findDigest(address, key, (found) => linkProblem(found, next) === undefined);
    const verdict = { ...problem, detail: `the digest after it is ${next.key}` };
    this.reporter.object("digest", address, entry ?? hourBefore(end), verdict, survivor);
  }

  /** Reads the digests in the bucket, the prefix or the organization that the trail had before, up to a digest. */
  private async goElsewhere(previous: ObjectAddress, next: SignedDigest, location: ArchiveLocation): Promise<void> {
    const { from } = this.context.interval;
    const there = this.otherLocation(previous, location);
    const after = Math.max(this.passed?.end ?? 0, from - HOUR);
    if (there === undefined || next.start <= after || next.start <= from || this.moves === MOST_MOVES) {
      return;
    }
    this.moves += 1;
    try {
      await this.segment(there, { from: after, to: next.start });
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
      if (error.reason !== "no-bucket") {
        const gap = { from: Math.max(this.passed?.end ?? 0, from), to: next.start };
        this.notChecked(gap, error, previous);
        this.passed = { address: previous, end: next.start };
      }
    } finally {
      this.moves -= 1;
    }
  }

  private otherLocation({ bucket, key }: ObjectAddress, here: ArchiveLocation): ArchiveLocation | undefined {
    const { accountId, homeRegion, region, trail } = this.task;
    const parsed = parseDigestKey(key);
    if (
      parsed?.accountId !== accountId ||
      parsed.region !== region ||
      parsed.trail !== trail ||
      parsed.homeRegion !== homeRegion
    ) {
      return undefined;
    }
    const { organizationId, prefix } = parsed;
    return bucket === here.bucket && prefix === here.prefix && organizationId === here.organizationId
      ? undefined
      : { bucket, prefix, ...(organizationId === undefined ? {} : { organizationId }) };
  }

  /** The first digest that there is, and the time before it. */
  private async begin(digest: SignedDigest): Promise<void> {
    const { from } = this.context.interval;
    const { from: joined, isOptIn } = this.task.lifetime;
    const gap = { from, to: digest.start };
    if (digest.start <= from) {
      return;
    }
    if (digest.previous !== undefined) {
      this.gaps.missing(this.alive(gap), this.keyBefore(digest, digest.previous), digest.previous.bucket);
      return;
    }
    const isJoining = joined !== undefined && joined > from - JOINING && digest.start - joined <= JOINING;
    if (isJoining || (isOptIn && !(await this.hasOlder(digest)))) {
      this.timeline.add(gap, "not-expected");
      this.reporter.hours(1);
    } else {
      this.gaps.unprotected(this.alive(gap), "validation or logging was off: the first digest is a starting digest");
    }
  }

  /** What the key of the digest before another says; where there is no reading it, what it should say. */
  private keyBefore(digest: SignedDigest, previous: ObjectAddress): DigestKey {
    const { accountId, homeRegion, location, region, trail } = this.task;
    return (
      parseDigestKey(previous.key) ?? {
        ...location,
        accountId,
        homeRegion,
        region,
        trail,
        end: digest.start,
        isBackfill: false,
      }
    );
  }

  /** Whether the trail has digests before one. */
  private async hasOlder({ end }: SignedDigest): Promise<boolean> {
    const { accountId, homeRegion, location, region, trail } = this.task;
    for await (const page of this.context.store.list(location.bucket, digestFolder(location, accountId, region))) {
      const oldest = page
        .map(parseDigestKey)
        .find((key) => key?.trail === trail && key.homeRegion === homeRegion && !key.isBackfill);
      if (oldest !== undefined) {
        return oldest.end < end;
      }
    }
    return false;
  }

  /** What of a time is after the account joined; the time before that is expected to have no digests. */
  private alive({ from, to }: Interval): Interval {
    const { from: joined = from } = this.task.lifetime;
    if (joined <= from) {
      return { from, to };
    }
    this.timeline.add({ from, to: Math.min(joined, to) }, "not-expected");
    return { from: Math.min(joined, to), to };
  }

  /** The time after the last digest. */
  private finish(): void {
    const { passed } = this;
    if (this.isStopped) {
      return;
    }
    if (passed === undefined && this.task.lifetime.isExpected === false && !this.claims.hasLeft) {
      this.reporter.hours(this.timeline.add(this.context.interval, "not-expected")?.hours ?? 0);
      return;
    }
    for (const { because, state, ...part } of tailOf(passed?.end, this.task.lifetime, this.context)) {
      switch (state) {
        case "missing": {
          const key = passed === undefined ? undefined : parseDigestKey(passed.address.key);
          if (key === undefined) {
            this.gaps.wholeChain(part);
          } else {
            const end = key.end + Math.ceil((part.to - key.end) / HOUR) * HOUR;
            this.gaps.missing(part, { ...key, end }, passed?.address.bucket);
          }
          break;
        }
        case "unprotected":
          this.gaps.unprotected(part, because);
          break;
        case "not-checked": {
          const { from, to } = part;
          this.reporter.hours(this.timeline.add(part, state)?.hours ?? 0);
          this.reporter.sink.finding({
            type: "not-checked",
            ...this.reporter.name,
            from,
            to,
            object: "hours",
            reason: "unknown-lifetime",
          });
          break;
        }
        default:
          this.reporter.hours(this.timeline.add(part, state)?.hours ?? 0);
      }
    }
  }

  /** The folder of the digests, or of the log files, cannot be listed. */
  private unlisted(error: unknown): void {
    const { from, to } = this.context.interval;
    if (!(error instanceof SourceError)) {
      throw error;
    }
    if (error.reason === "no-bucket") {
      this.finish();
    } else {
      this.notChecked({ from: Math.min(Math.max(from, this.passed?.end ?? from), to - 1), to }, error);
    }
  }

  private notChecked(gap: Interval, error: SourceError, address?: ObjectAddress): void {
    const entry = this.timeline.add(gap, "not-checked");
    this.reporter.hours(entry?.hours ?? 0);
    this.reporter.hoursNotChecked(entry ?? gap, error, address);
  }
}
