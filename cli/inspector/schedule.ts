import { WEEKDAYS } from "../../config/inspector/targets-schema";

/** `schedule` of a target, as it is written in the file. */
export interface WrittenSchedule {
  readonly frequency: "daily" | "monthly" | "weekly";
  readonly days?: readonly string[];
  readonly time?: string;
}

export interface EquivalentSchedule {
  readonly schedule: WrittenSchedule;
  /** What is not the same; absent: all of it is. */
  readonly note?: string;
}

const DAYS_A_WEEK = 7;
const WEEKLY = { frequency: "weekly" } as const;

/**
 * What comes nearest to a schedule of EventBridge, which knows more of them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function equivalentSchedule(expression: string): EquivalentSchedule {
  const rate = /^rate\(([0-9]+) (minute|hour|day)s?\)$/.exec(expression);
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (rate !== null) {
    return ofRate(Number(rate[1]), rate[2] === "day", expression);
  }
  return cron?.length === 6 ? ofCron(cron, expression) : { schedule: WEEKLY, note: `${expression} was not understood` };
}

function ofRate(count: number, isDays: boolean, expression: string): EquivalentSchedule {
  if (!isDays || count < DAYS_A_WEEK) {
    const isSame = isDays && count === 1;
    return {
      schedule: { frequency: "daily" },
      note: isSame ? undefined : `was ${expression}; once a day is the nearest that CIS scans have`,
    };
  }
  const frequency = count < 14 ? "weekly" : "monthly";
  return {
    schedule: { frequency },
    note: count === DAYS_A_WEEK ? undefined : `was ${expression}; ${frequency} is the nearest that CIS scans have`,
  };
}

function ofCron(fields: readonly string[], expression: string): EquivalentSchedule {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  const isTime = /^[0-9]{1,2}$/.test(minute) && /^[0-9]{1,2}$/.test(hour);
  const time = isTime ? `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}` : undefined;
  const days = daysOf(dayOfWeek);
  const everyDay = ["*", "?"];
  const isEveryMonth = month === "*" && year === "*";
  const note = `was ${expression}, which no CIS scan can do exactly`;
  if (everyDay.includes(dayOfMonth) && everyDay.includes(dayOfWeek)) {
    return { schedule: { frequency: "daily", time }, note: isTime && isEveryMonth ? undefined : note };
  }
  if (everyDay.includes(dayOfMonth) && days !== undefined) {
    return { schedule: { frequency: "weekly", days, time }, note: isTime && isEveryMonth ? undefined : note };
  }
  return { schedule: { frequency: "monthly", time }, note: `${note}: monthly ones are on a weekday` };
}

/** EventBridge counts from Sunday, which is 1. Nothing for what is no plain list or range of days. */
function daysOf(field: string): string[] | undefined {
  const numbers = field.split(",").map((part) => part.split("-").map(dayNumber));
  const isPlain = numbers.every((range) => range.length <= 2 && range.every((day) => day !== undefined));
  if (!isPlain) {
    return undefined;
  }
  const chosen = numbers.flatMap(([from = 0, to = from]) =>
    Array.from({ length: ((to - from + DAYS_A_WEEK) % DAYS_A_WEEK) + 1 }, (_, step) => (from + step) % DAYS_A_WEEK),
  );
  return WEEKDAYS.filter((_, index) => chosen.includes((index + 1) % DAYS_A_WEEK));
}

/** Sunday is 0. */
function dayNumber(text: string): number | undefined {
  if (/^[1-7]$/.test(text)) {
    return Number(text) - 1;
  }
  const index = WEEKDAYS.findIndex((day) => day.slice(0, 3).toUpperCase() === text.toUpperCase());
  return index < 0 ? undefined : (index + 1) % DAYS_A_WEEK;
}
