import type { Interval } from "./interval";
import { HOUR } from "./times";

/**
 * What an hour of a chain is. `verified`: digest and log files are as delivered. `failed`: some are not. `missing`: there is no
 * digest. `unprotected`: validation or logging was off. `not-checked`: something could not be read. `pending`: its digest is not
 * due yet. `not-expected`: the account or region was not there yet, or no more.
 */
export const HOUR_STATES = [
  "failed",
  "missing",
  "unprotected",
  "not-checked",
  "pending",
  "verified",
  "not-expected",
] as const;
export type HourState = (typeof HOUR_STATES)[number];

export interface Span extends Interval {
  readonly state: HourState;
  /** Digests that are there or should be. */
  readonly hours: number;
}

/** An hour, or several that share a fate; its state may get worse until all of its log files are looked at. */
export interface TimelineEntry extends Interval {
  state: HourState;
  readonly hours: number;
  /** Whether its digest is verified, whatever became of its log files. */
  readonly isCovered: boolean;
  /** Log files delivered in it that no digest mentions. */
  logs: number;
}

/** How many hours a time is; at least one. */
export function hoursOf({ from, to }: Interval): number {
  return Math.max(1, Math.round((to - from) / HOUR));
}

/** Makes the state of an entry worse, never better. */
export function worsen(entry: TimelineEntry, state: "failed" | "not-checked"): void {
  if (HOUR_STATES.indexOf(state) < HOUR_STATES.indexOf(entry.state)) {
    entry.state = state;
  }
}

/** The hours of a chain. They are added from the oldest to the newest. */
export class Timeline {
  private readonly entries: TimelineEntry[] = [];

  /** @param within what of them counts */
  constructor(private readonly within: Interval) {}

  /** What of a time counts. */
  clip({ from, to }: Interval): Interval {
    return { from: Math.max(from, this.within.from), to: Math.min(to, this.within.to) };
  }

  /** Adds a time, as far as it counts; undefined where none of it does. */
  add(interval: Interval, state: HourState, hours?: number): TimelineEntry | undefined {
    const { from, to } = this.clip(interval);
    if (from >= to) {
      return undefined;
    }
    const isCovered = state === "verified";
    const entry = { from, to, state, isCovered, hours: hours ?? hoursOf({ from, to }), logs: 0 };
    this.entries.push(entry);
    return entry;
  }

  /** The entry of a time. */
  at(time: number): TimelineEntry | undefined {
    let [low, high] = [0, this.entries.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle];
      if (entry === undefined) {
        return undefined;
      }
      if (time < entry.from) {
        high = middle - 1;
      } else if (time >= entry.to) {
        low = middle + 1;
      } else {
        return entry;
      }
    }
    return undefined;
  }

  /** Neighbours of one state as one span. */
  spans(): Span[] {
    const spans: { from: number; to: number; state: HourState; hours: number }[] = [];
    for (const { from, hours, state, to } of this.entries) {
      const last = spans.at(-1);
      if (last?.state === state && last.to >= from) {
        last.to = Math.max(last.to, to);
        last.hours += hours;
      } else {
        spans.push({ from, to, state, hours });
      }
    }
    return spans;
  }
}
