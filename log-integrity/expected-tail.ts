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
  const lacking = Math.min(due, end);
  // A trail that is stopped delivers one more digest, up to then, and nothing is due after it.
  const stop = stopped === undefined ? Infinity : stopped.since <= begun + HOUR ? begun : stopped.since;
  const stoppedAt = Math.min(end, stop);
  const parts: TailPart[] = [
    { from, to: joined, state: "not-expected", because: "" },
    { from: joined, to: begun, state: "pending", because: "" },
    {
      from: begun,
      to: Math.min(lacking, stoppedAt),
      state: !lifetime.isThere && lifetime.to === undefined ? "not-checked" : "missing",
      because: "",
    },
    { from: Math.max(begun, Math.min(lacking, stoppedAt)), to: stoppedAt, state: "pending", because: "" },
    { from: stoppedAt, to: end, state: "unprotected", because: stopped?.why ?? "" },
    { from: end, to, state: "not-expected", because: "" },
  ];
  return parts.filter((part) => part.from < part.to);
}
