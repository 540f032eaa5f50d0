import type { Finding } from "../../log-integrity/findings";
import { HOUR } from "../../log-integrity/times";
import type { Told } from "./harness";

/** A finding of the command as the function tells it; undefined for what it does not tell, but counts. */
export function asTold(finding: Finding, to: number): string | undefined {
  const chain = `${finding.accountId} ${finding.region}`;
  // The hour that is not over is told when it is.
  const end = finding.to < to ? finding.to : finding.from + Math.floor((finding.to - finding.from) / HOUR) * HOUR;
  switch (finding.type) {
    case "integrity":
      return `${chain} ${finding.object} ${finding.kind} ${finding.key}`;
    case "not-checked":
      return finding.reason === "unknown-lifetime" ? `${chain} hours not-checked ${finding.from}-${end}` : undefined;
    default:
      return `${chain} hours ${finding.type} ${finding.from}-${end}`;
  }
}

export function inShort({ accountId, from, key = "", kind = "", object = "", region, to, type }: Told): string {
  const chain = `${accountId} ${region}`;
  return object === "hours"
    ? `${chain} hours ${type} ${Date.parse(from)}-${Date.parse(to)}`
    : `${chain} ${object} ${kind} ${key}`;
}
