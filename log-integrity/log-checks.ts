import type { ChainReporter } from "./chain-reporter";
import type { LogReference } from "./digest";
import type { Running } from "./running";
import type { Survivors } from "./survivors";
import { worsen } from "./timeline";
import type { TimelineEntry } from "./timeline";
import type { SignedDigest } from "./verify-digest";
import { verifyLog } from "./verify-log";
import { VERIFIED } from "./verdicts";
import type { WalkContext } from "./walk-context";

/** Verifies the log files that digests list, beside everything else. */
export class LogChecks {
  constructor(
    private readonly context: Pick<WalkContext, "interval" | "journal" | "logSlots" | "signal" | "store">,
    private readonly reporter: ChainReporter,
    private readonly running: Running,
    private readonly survivors: Survivors,
  ) {}

  /**
   * Begins to verify the log files of a digest; resolves when there is room for more.
   *
   * @param entry whose state gets worse by them
   */
  async begin({ hash, logs }: SignedDigest, entry: TimelineEntry | undefined): Promise<void> {
    const { journal, logSlots, signal } = this.context;
    if (journal?.has(hash) === true) {
      logs.forEach(() => {
        this.reporter.seen("log", VERIFIED);
      });
      return;
    }
    let left = logs.length;
    let isClean = true;
    for (const log of logs) {
      await logSlots.acquire();
      if (signal?.aborted === true) {
        logSlots.release();
        return;
      }
      this.running.start(async () => {
        try {
          const isVerified = await this.verify(log, entry);
          isClean &&= isVerified;
          left -= 1;
          if (left === 0 && isClean) {
            journal?.add(hash);
          }
        } finally {
          logSlots.release();
        }
      });
    }
  }

  private async verify(log: LogReference, entry: TimelineEntry | undefined): Promise<boolean> {
    const { interval, store } = this.context;
    const verdict = await verifyLog(await store.get(log), log);
    this.reporter.seen("log", verdict);
    if (verdict.outcome === "verified") {
      return true;
    }
    if (entry !== undefined) {
      worsen(entry, verdict.outcome);
    }
    const survivor =
      verdict.outcome === "failed"
        ? await this.survivors.find(log, async (fetched) => (await verifyLog(fetched, log)).outcome === "verified")
        : undefined;
    this.reporter.object("log", log, entry ?? interval, verdict, survivor);
    return false;
  }
}
