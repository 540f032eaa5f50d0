import type { ChainReporter } from "./chain-reporter";
import type { Doubts } from "./doubts";
import type { Gaps } from "./gaps";
import type { Interval } from "./interval";
import type { LogClaims, UnclaimedLog } from "./log-claims";
import type { Timeline } from "./timeline";
import { worsen } from "./timeline";
import { HOUR, MINUTE } from "./times";
import { failed } from "./verdicts";

export interface UnclaimedJudgement {
  readonly claims: LogClaims;
  readonly timeline: Timeline;
  readonly doubts: Doubts;
  readonly gaps: Gaps;
  readonly reporter: ChainReporter;
  readonly interval: Interval;
  /** End of the newest verified digest, in milliseconds. */
  readonly known: number;
}

/**
 * Judges the log files that no digest mentions. Where all digests of their time are verified, somebody else put them there, or a
 * trail without validation; where there is no digest, they are counted with what is missing; and where a digest that may
 * mention them is not there yet, or cannot be read, they are not called planted.
 */
export function judgeUnclaimed(judgement: UnclaimedJudgement): void {
  const { claims, doubts, gaps, interval, known, reporter, timeline } = judgement;
  const isCovered = (time: number): boolean => timeline.at(time)?.isCovered ?? (time >= interval.to && time <= known);
  // A log file that is delivered at the end of an hour may be in the digest of the next.
  const isCoveredAround = (time: number): boolean => [time, time + MINUTE, time + HOUR].every(isCovered);
  const judge = (log: UnclaimedLog): void => {
    const entry = timeline.at(log.delivered);
    const doubt = doubts.at(log.delivered);
    if (log.isNamedAsLog && doubt?.unread !== undefined) {
      const { detail = "", reason } = doubt.unread;
      const verdict = {
        ...doubt.unread,
        detail: `a digest of another trail, which may mention it: ${detail || reason}`,
      };
      reporter.object("log", log, entry ?? interval, verdict);
      if (entry !== undefined) {
        worsen(entry, "not-checked");
      }
    } else if (!log.isNamedAsLog || (doubt === undefined && isCoveredAround(log.delivered))) {
      reporter.object("log", log, entry ?? interval, failed("unreferenced"));
      if (entry !== undefined) {
        worsen(entry, "failed");
      }
    } else if (entry !== undefined) {
      gaps.logIn(entry, log);
    }
  };
  for (const log of claims.left()) {
    judge(log);
  }
}
