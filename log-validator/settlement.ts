import type { Finding } from "../log-integrity/findings";
import type { Interval } from "../log-integrity/interval";
import type { Span } from "../log-integrity/timeline";
import { HOUR } from "../log-integrity/times";
import type { ChainState } from "./chain-state";
import { isUnknownLifetime } from "./reports";

const GAPS: readonly Span["state"][] = ["missing", "unprotected"];

/**
 * How far a chain is settled after its hours were looked at: up to the first that is not due yet, or could not be checked.
 *
 * @param to end of the time that was looked at, in milliseconds
 * @param before how far it was settled before, which it stays
 */
export function settledBy(
  spans: readonly Span[],
  findings: readonly Finding[],
  to: number,
  before: Pick<ChainState, "isGap" | "settled">,
): Pick<ChainState, "isGap" | "settled"> {
  const unknown = findings.filter((finding) => finding.type === "not-checked" && isUnknownLifetime(finding));
  const isUnknown = (span: Interval): boolean =>
    unknown.some(({ from, to: end }) => span.from >= from && span.to <= end);
  let [settled, isGap] = [before.settled, before.isGap];
  for (const span of spans) {
    const isReported = span.state === "not-checked" && isUnknown(span);
    if (span.state === "pending" || (span.state === "not-checked" && !isReported)) {
      break;
    }
    const isOfGap = isReported || GAPS.includes(span.state);
    // The hour that is not over is settled when it is.
    const begin = Math.max(span.from, before.isGap ? before.settled : span.from);
    const isOpen = span.to >= to && span.state !== "not-expected";
    const end = isOpen ? begin + Math.max(0, Math.floor((span.to - begin) / HOUR)) * HOUR : span.to;
    if (end > settled) {
      [settled, isGap] = [end, isOfGap];
    }
    if (end < span.to) {
      break;
    }
  }
  return { settled, isGap };
}
