import { Failure } from "../../console/failure";
import { VERIFY_EXIT } from "./exit";

const UNITS: ReadonlyMap<string, number> = new Map([
  ["h", 3_600_000],
  ["d", 86_400_000],
]);
const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A time of the command line in milliseconds: a date, which is midnight UTC, a date and time with their offset, or so many hours
 * or days ago.
 *
 * @param option as it is typed: `--from`
 * @throws Failure where it is none of these: a time without its offset would be read as another one than was meant
 */
export function timeOf(option: string, text: string, now: number): number {
  const ago = /^(\d{1,5})([hd])$/.exec(text);
  if (ago !== null) {
    return now - Number(ago[1]) * (UNITS.get(ago[2] ?? "") ?? 0);
  }
  const parts = WITH_OFFSET.exec(text);
  const time = parts !== null ? withOffset(parts) : DATE.test(text) ? exact(text, "00:00:00", "Z") : undefined;
  if (time === undefined) {
    const isWithoutOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/.test(text);
    throw new Failure(
      `${option}: "${text}" is ${isWithoutOffset ? "a time without its offset" : "no time"}. Write 2026-11-01 for ` +
        "midnight UTC, 2026-11-01T09:00:00Z, 2026-11-01T09:00:00+09:00, or 36h or 7d for that long ago.",
      VERIFY_EXIT.usage,
    );
  }
  return time;
}

function withOffset([, date = "", minute = "", second = ":00", offset = ""]: RegExpExecArray): number | undefined {
  return exact(date, `${minute}${second}`, offset.replace(/(\d{2}):?(\d{2})$/, "$1:$2"));
}

/** Date.parse takes the thirty-first of every month, and twenty-four o'clock. */
function exact(date: string, time: string, offset: string): number | undefined {
  const local = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== `${date}T${time}`) {
    return undefined;
  }
  const parsed = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}
