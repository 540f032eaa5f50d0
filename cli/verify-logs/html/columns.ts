import type { Interval } from "../../../log-integrity/interval";
import { HOUR } from "../../../log-integrity/times";

/** Hours since 1970, of UTC. */
export interface HourRange {
  readonly first: number;
  /** The hour after the last. */
  readonly end: number;
}

interface Unit {
  readonly name: string;
  readonly hours: number;
  /** An hour that one begins with: that of the first Monday of 1970 for weeks. */
  readonly begin: number;
}

const MONDAY = 4 * 24;
const UNITS: readonly [Unit, ...Unit[]] = [
  { name: "hour", hours: 1, begin: 0 },
  { name: "day", hours: 24, begin: 0 },
  { name: "week", hours: 7 * 24, begin: MONDAY },
  { name: "four weeks", hours: 28 * 24, begin: MONDAY },
  { name: "52 weeks", hours: 364 * 24, begin: MONDAY },
];
/** As many as fit beside each other on a screen. */
const MOST_COLUMNS = 100;

/** The columns of the map: equal parts of the interval, in UTC. */
export class Columns {
  readonly count: number;
  /** Hour that the first begins with. */
  private readonly first: number;

  private constructor(
    readonly unit: Unit,
    private readonly interval: Interval,
  ) {
    const { begin, hours } = unit;
    this.first = Math.floor((Math.floor(interval.from / HOUR) - begin) / hours) * hours + begin;
    this.count = Math.ceil((Math.ceil(interval.to / HOUR) - this.first) / hours);
  }

  /** What an interval may be divided into, the finest first: hours up to four days, days up to 100, weeks, four weeks, 52 weeks. */
  static choices(interval: Interval): [Columns, ...Columns[]] {
    const all = UNITS.map((unit) => new Columns(unit, interval));
    const finest = all.findIndex(({ count }) => count <= MOST_COLUMNS);
    const [first = new Columns(UNITS[0], interval), ...others] = finest === -1 ? all.slice(-1) : all.slice(finest);
    return [first, ...others];
  }

  /** The hours of a column. */
  hours(column: number): HourRange {
    const first = this.first + column * this.unit.hours;
    return { first, end: first + this.unit.hours };
  }

  /** When a column begins, in milliseconds. */
  begin(column: number): number {
    return this.hours(column).first * HOUR;
  }

  /** The columns that hours are in: the first, and the one after the last. */
  of({ end, first }: HourRange): { readonly first: number; readonly end: number } {
    const column = (hour: number) => Math.floor((hour - this.first) / this.unit.hours);
    return { first: Math.max(0, column(first)), end: Math.min(this.count, column(end - 1) + 1) };
  }

  /**
   * The hours of a time, at least one. Digests end some seconds or minutes after the hour: a time counts among the hours nearest to
   * it, so that it is in as many as it is long.
   */
  range({ from, to }: Interval): HourRange {
    const { interval } = this;
    const first = from <= interval.from ? Math.floor(interval.from / HOUR) : Math.round(from / HOUR);
    const end = to >= interval.to ? Math.ceil(interval.to / HOUR) : Math.round(to / HOUR);
    if (first < end) {
      return { first, end };
    }
    const hour = Math.floor((from + to) / 2 / HOUR);
    return { first: hour, end: hour + 1 };
  }
}
