import type { ChainReporter } from "./chain-reporter";
import type { Doubts } from "./doubts";
import { parseDigestKey } from "./keys";
import { linkProblem } from "./link";
import { uri } from "./location";
import type { ObjectAddress } from "./location";
import type { Timeline } from "./timeline";
import { worsen } from "./timeline";
import { HOUR, hourBefore } from "./times";
import { verifyDigest } from "./verify-digest";
import type { SignedDigest } from "./verify-digest";
import { failed } from "./verdicts";
import type { Failed } from "./verdicts";
import type { WalkContext } from "./walk-context";

/**
 * The backfill digests of a chain. Their links are looked at when all of them are read: most hours have none, and they are made in
 * another order than that of their hours.
 */
export class Backfills {
  private readonly digests = new Map<string, SignedDigest>();

  constructor(
    private readonly context: Pick<WalkContext, "interval" | "keys" | "store">,
    private readonly timeline: Timeline,
    private readonly reporter: ChainReporter,
    private readonly doubts: Doubts,
  ) {}

  add(digest: SignedDigest): void {
    this.digests.set(uri(digest), digest);
  }

  async checkLinks(): Promise<void> {
    for (const next of this.digests.values()) {
      if (next.previous !== undefined) {
        await this.checkLink(next.previous, next);
      }
    }
  }

  private async checkLink(previous: ObjectAddress, next: SignedDigest): Promise<void> {
    const { interval, keys, store } = this.context;
    const key = parseDigestKey(previous.key);
    if (key === undefined || key.end <= interval.from || key.end - HOUR >= interval.to) {
      return;
    }
    const role = key.isBackfill ? "backfill-digest" : "digest";
    const hour = this.timeline.at(Math.min(key.end, interval.to) - 1);
    const report = (verdict: Failed): void => {
      if (hour !== undefined) {
        worsen(hour, "failed");
      }
      this.reporter.object(role, previous, hour ?? hourBefore(key.end), verdict);
    };
    let digest = this.digests.get(uri(previous));
    if (digest === undefined) {
      const outcome = await verifyDigest(await store.get(previous), previous, key, keys);
      ({ digest } = outcome);
      // Other verdicts were reported when it was read in its turn.
      if (outcome.verdict.outcome === "failed" && outcome.verdict.kind === "absent") {
        this.reporter.seen(role, outcome.verdict);
        this.doubts.add(hour ?? hourBefore(key.end));
        report(failed("absent", `${next.key} follows it`));
      }
    }
    const problem = digest === undefined ? undefined : linkProblem(digest, next);
    if (problem !== undefined) {
      report({ ...problem, detail: `the digest after it is ${next.key}` });
    }
  }
}
