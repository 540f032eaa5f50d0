import type { Interval } from "../../../log-integrity/interval";
import { formatTime } from "../../../log-integrity/times";
import type { Columns } from "./columns";

/** `2026-11-03 04:00:31`, of UTC, which the page says once. */
export function timeText(time: number): string {
  return formatTime(time).slice(0, -1).replace("T", " ");
}

/** `2026-11-03 04:00:31 to 05:00:31` */
export function intervalText({ from, to }: Interval): string {
  const [one, other] = [timeText(from), timeText(to)];
  return `${one} to ${other.startsWith(one.slice(0, 10)) ? other.slice(11) : other}`;
}

/** Neighbouring columns: `2026-11-03`, `2026-11-03 to 2026-11-05`, `2026-11-03 04:00 to 06:00`. */
export function columnsText(columns: Columns, first: number, count: number): string {
  const { name } = columns.unit;
  if (name === "hour") {
    return intervalText({ from: columns.begin(first), to: columns.begin(first + count) }).replaceAll(":00:00", ":00");
  }
  const day = (column: number) => timeText(columns.begin(column)).slice(0, 10);
  const days = count === 1 ? day(first) : `${day(first)} to ${day(first + count - 1)}`;
  return name === "day" ? days : `${name} from ${days}`;
}
