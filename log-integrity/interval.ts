/** A time from, and without, its end. Milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}
