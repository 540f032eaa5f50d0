import type { Interval } from "./interval";

/** Milliseconds of what digests are about. */
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

/** The hour that ends at a time. */
export function hourBefore(end: number): Interval {
  return { from: end - HOUR, to: end };
}

/** A time of the name of a digest: `20150817T150131Z`. Undefined where there is no such time. */
export function parseStamp(stamp: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z$/.exec(stamp);
  if (parts === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second = "00"] = parts;
  return parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** A time in a digest: `2015-08-17T15:01:31Z`, always UTC. Undefined where there is no such time. */
export function parseTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text)) {
    return undefined;
  }
  const time = Date.parse(text);
  // Date.parse takes the thirty-first of every month.
  return !Number.isNaN(time) && formatTime(time) === text ? time : undefined;
}

/** `2015-08-17T15:01:31Z` */
export function formatTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** `20150817T150131Z` */
export function formatStamp(time: number): string {
  return formatTime(time).replace(/[-:]/g, "");
}

/** The folders of a day in keys: `2015/08/17`. */
export function formatDay(time: number): string {
  return formatTime(time).slice(0, 10).replaceAll("-", "/");
}
