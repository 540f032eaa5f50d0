/** Today's date in UTC, as `YYYY-MM-DD`. Nothing that is synthesized may depend on it: only what is said of a file does. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The date some days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
