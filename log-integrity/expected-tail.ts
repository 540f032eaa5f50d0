import type { Interval } from "./interval";
import { JOINING } from "./lifetimes";
import type { Lifetime } from "./lifetimes";
import { HOUR } from "./times";
import type { WalkContext } from "./walk-context";

/** A part of the time after the last digest. */
export interface TailPart extends Interval {
  readonly state: "missing" | "not-checked" | "not-expected" | "pending" | "unprotected";
  /** Why it is unprotected. */
  readonly because: string;
}

/**
 * What the time after the last digest of a chain is: hours that are due and missing, hours that are not due yet, and the time after
 * the account left.
 *
 * @param last end of the last digest; undefined where there is none
 */
export function tailOf(
  last: number | undefined,
  lifetime: Lifetime,
  { grace, interval, now, stopped }: Pick<WalkContext, "grace" | "interval" | "now" | "stopped">,
): TailPart[] {
  const from = Math.max(last ?? 0, interval.from);
  const { to } = interval;
  const left = Math.min(to, Math.max(from, lifetime.to ?? Infinity));
  const joined = Math.min(left, Math.max(from, last === undefined ? (lifetime.from ?? from) : from));
  const begun = last === undefined && joined > from ? Math.min(left, joined + JOINING) : joined;
  // Digests end an hour after each other; without any, they may end at any minute.
  const first = last ?? begun;
  const due = Math.max(begun, first + Math.floor((now - grace - first) / HOUR) * HOUR);
  // Who leaves in the middle of an hour leaves no whole hour to expect.
  const end = lifetime.to !== undefined && left < to && left - begun < HOUR ? begun : left;
  const reason = lackingState(last, from, lifetime, stopped);
  const lacking = reason.state === "unprotected" ? end : Math.min(due, end);
  const parts: TailPart[] = [
    { from, to: joined, state: "not-expected", because: "" },
    { from: joined, to: begun, state: "pending", because: "" },
    { from: begun, to: lacking, ...reason },
    { from: Math.max(begun, lacking), to: end, state: "pending", because: "" },
    { from: end, to, state: "not-expected", because: "" },
  ];
  return parts.filter((part) => part.from < part.to);
}

function lackingState(
  last: number | undefined,
  from: number,
  { isThere, to: left }: Lifetime,
  stopped: WalkContext["stopped"],
): Pick<TailPart, "because" | "state"> {
  if (!isThere && left === undefined) {
    return { state: "not-checked", because: "" };
  }
  // A trail that is stopped delivers one more digest, up to then.
  return stopped !== undefined && stopped.since <= (last === undefined ? from : from + HOUR)
    ? { state: "unprotected", because: stopped.why }
    : { state: "missing", because: "" };
}
