import type { Finding } from "./exceptions";

/** What a scanner says of a failed check. */
export interface Failed extends Finding {
  readonly title: string;
}

/** What a scanner says of all that it was given. */
export interface Report {
  readonly version?: string;
  /** How many resources it read; nothing where it does not say. */
  readonly resources?: number;
  readonly passed: number;
  readonly failed: readonly Failed[];
  /** Ids of the checks that it made. */
  readonly checks: ReadonlySet<string>;
  /** Why it did not scan all of it, in words; empty when it did. A report without failed checks says nothing then. */
  readonly problems: readonly string[];
}

/** Several reports of one scanner as one. */
export function merged(reports: readonly Report[]): Report {
  const [first] = reports;
  return {
    version: first?.version,
    resources: reports.some(({ resources }) => resources === undefined)
      ? undefined
      : sum(reports.map(({ resources = 0 }) => resources)),
    passed: sum(reports.map(({ passed }) => passed)),
    failed: reports.flatMap(({ failed }) => failed),
    checks: new Set(reports.flatMap(({ checks }) => [...checks])),
    problems: reports.flatMap(({ problems }) => problems),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
