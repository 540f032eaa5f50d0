import type { ChainCoverage } from "./chain-walk";
import type { Collector, ObjectCounts, ReportedFinding } from "./collector";
import type { ObjectRole } from "./findings";
import type { Interval } from "./interval";
import { HOUR_STATES } from "./timeline";
import type { HourState, Span } from "./timeline";

export type Hours = Readonly<Record<HourState, number>>;

/** What a run found. Times are milliseconds. */
export interface Report {
  readonly trailArn: string;
  readonly interval: Interval;
  readonly began: number;
  readonly ended: number;
  readonly objects: Readonly<Record<ObjectRole, ObjectCounts>>;
  readonly hours: Hours;
  readonly chains: readonly (Omit<ChainCoverage, "spans"> & {
    readonly hours: Hours;
    readonly spans: readonly Span[];
  })[];
  readonly findings: readonly ReportedFinding[];
  /** Findings that there was no room for. */
  readonly findingsLeftOut: number;
  readonly exitCode: 0 | 1 | 2;
}

/** How a run ends: 1 is a failure that nobody acknowledged, 2 something that could not be checked, and 1 beats 2. */
export const REPORT_EXIT = { verified: 0, failed: 1, notChecked: 2 } as const;

export function makeReport(
  { began, ended, interval, trailArn }: Pick<Report, "began" | "ended" | "interval" | "trailArn">,
  coverage: readonly ChainCoverage[],
  { counts, findings, leftOut, open }: Pick<Collector, "counts" | "findings" | "leftOut" | "open">,
): Report {
  return {
    trailArn,
    interval,
    began,
    ended,
    objects: counts,
    hours: hoursOf(coverage),
    chains: coverage.map((chain) => ({ ...chain, hours: hoursOf([chain]) })),
    findings: findings.sort(byPlace),
    findingsLeftOut: leftOut,
    exitCode:
      open.failed > 0 ? REPORT_EXIT.failed : open.notChecked > 0 ? REPORT_EXIT.notChecked : REPORT_EXIT.verified,
  };
}

/** Chains are verified beside each other: the order in which things are found is another one each time. */
function byPlace(one: ReportedFinding, other: ReportedFinding): number {
  const keys = [one, other].map((finding) =>
    [finding.accountId, finding.region, finding.from, "key" in finding ? finding.key : ""].join(" "),
  );
  return (keys[0] ?? "") < (keys[1] ?? "") ? -1 : 1;
}

function hoursOf(chains: readonly ChainCoverage[]): Hours {
  const hours = Object.fromEntries(HOUR_STATES.map((state) => [state, 0])) as Record<HourState, number>;
  for (const { spans } of chains) {
    for (const { hours: count, state } of spans) {
      hours[state] += count;
    }
  }
  return hours;
}
