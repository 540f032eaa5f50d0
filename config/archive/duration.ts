/** A number of days or years: `90 days`, `1 year`. */
export const DURATION = /^([1-9][0-9]{0,4}) (day|days|year|years)$/;

const DAYS_PER_YEAR = 365.25;

/**
 * Days of a duration. Years count 365.25 days, rounded up, so that `7 years` are never shorter than seven years of the
 * calendar: 1 year is 366 days, 7 years are 2,557.
 *
 * @returns nothing when the text is no duration
 */
export function daysOf(duration: string): number | undefined {
  const [, count, unit = ""] = DURATION.exec(duration) ?? [];
  return count === undefined ? undefined : Math.ceil(Number(count) * (unit.startsWith("year") ? DAYS_PER_YEAR : 1));
}

/** Days of a duration that the schema has accepted. */
export function acceptedDays(duration: string): number {
  const days = daysOf(duration);
  if (days === undefined) {
    throw new Error(`"${duration}" passed the schema but is no duration`);
  }
  return days;
}
