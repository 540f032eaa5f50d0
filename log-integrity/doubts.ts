import type { Interval } from "./interval";
import type { NotChecked } from "./verdicts";

/** A time of which not every digest is known that may mention its log files. */
export interface Doubt extends Interval {
  /** Why a digest of another trail could not be read, which nothing else is said of. */
  readonly unread?: NotChecked;
}

/** The times in which log files that no digest mentions say nothing. */
export class Doubts {
  private readonly all: Doubt[] = [];

  add({ from, to }: Interval, unread?: NotChecked): void {
    this.all.push({ from, to, ...(unread === undefined ? {} : { unread }) });
  }

  at(time: number): Doubt | undefined {
    return this.all.find(({ from, to }) => time >= from && time < to);
  }
}
