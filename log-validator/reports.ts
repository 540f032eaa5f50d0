import { createHash } from "node:crypto";
import type {
  ChainName,
  Finding,
  IntegrityFinding,
  MissingFinding,
  NotCheckedFinding,
  Survivor,
  UnprotectedFinding,
} from "../log-integrity/findings";
import type { Interval } from "../log-integrity/interval";
import { parseDigestKey } from "../log-integrity/keys";
import { uri } from "../log-integrity/location";
import { formatTime, HOUR } from "../log-integrity/times";
import { hoursOf } from "../log-integrity/timeline";
import { FAILURES, NOT_CHECKED } from "../log-integrity/verdicts";
import { chainId } from "./chain-state";
import type { ChainState } from "./chain-state";

export type ReportType = "integrity" | "missing" | "not-checked" | "unprotected" | "unreferenced";

/** A finding as people are told of it. */
export interface FindingReport extends ChainName, Interval {
  /** The same for what is the same, whoever finds it and when. SHA-256, in hexadecimal digits. */
  readonly id: string;
  readonly type: ReportType;
  readonly severity: "CRITICAL" | "HIGH" | "MEDIUM";
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
  readonly object?: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly kind?: string;
  /** Objects or hours. */
  readonly count: number;
}

/** What is told of a chain, and the hours of a gap that goes on, of which people know. */
export interface Reports {
  readonly reports: readonly FindingReport[];
  /** Newly missing or unprotected hours of which nobody is told. */
  readonly silentHours: number;
}

/** So many are told one by one; what is more is one finding. */
const MOST = 100;
const ADVICE = {
  integrity:
    "Treat it as tampering until it is explained: find in CloudTrail's data events and S3's access logs who wrote or deleted the object, restore the surviving version, and run landing-zone verify-logs over the time around it.",
  missing:
    "Find out whether somebody deleted digests or stopped the trail: CloudTrail's events StopLogging, UpdateTrail and DeleteTrail, S3's DeleteObject. Without such a cause ask AWS Support; landing-zone verify-logs shows when they are back.",
  unprotected:
    "Log files of this time cannot be proved to be complete. Find out who stopped logging or validation (StopLogging, UpdateTrail), and why.",
  unreferenced:
    "CloudTrail did not deliver it, or no digest vouches for it: find out who put it there, and trust nothing that it says.",
  "not-checked":
    "Remove what keeps the validator from reading (permissions, the key, the storage class), and run landing-zone verify-logs over this time.",
} as const;
const SEVERITIES = {
  integrity: "CRITICAL",
  missing: "HIGH",
  unprotected: "HIGH",
  unreferenced: "HIGH",
  "not-checked": "MEDIUM",
} as const;

type Settled = Pick<ChainState, "isGap" | "settled">;

/**
 * What to tell of the findings of a chain.
 *
 * @param findings what could not be read is not among them: it is looked at again
 * @param before how far the chain was settled
 * @param now end of the time that was looked at, in milliseconds
 */
export function reportsOf(findings: readonly Finding[], before: Settled, now: number): Reports {
  const reports = new Map<string, FindingReport>();
  let silentHours = 0;
  for (const finding of findings) {
    if (finding.type === "integrity") {
      const report = ofObject(finding);
      reports.set(report.id, report);
    } else if (finding.type !== "not-checked" || isUnknownLifetime(finding)) {
      const gap = newPart(finding, before, now);
      const goesOn = before.isGap && gap.from === before.settled;
      if (gap.from >= gap.to) {
        continue;
      }
      if (goesOn && (finding.type === "not-checked" || day(gap.to) === day(gap.from))) {
        silentHours += finding.type === "not-checked" ? 0 : hoursOf(gap);
      } else {
        const report = ofGap(finding, gap);
        reports.set(report.id, report);
      }
    }
  }
  return { reports: bounded([...reports.values()]), silentHours };
}

/** Hours that are given up. */
export function givenUp(chain: ChainName, { from, to }: Interval): FindingReport {
  const detail = `For two weeks, something kept ${hours({ from, to })} of digests and log files from being verified: they are not looked at any more.`;
  return report("not-checked", chain, { from, to }, ["given up", day(from)], {
    title: `Log files were never verified: ${chainId(chain)}`,
    detail,
    count: hoursOf({ from, to }),
  });
}

/** Whether the time after an account left is what is not checked: that is said once, and nothing comes of looking again. */
export function isUnknownLifetime({ object, reason }: Pick<NotCheckedFinding, "object" | "reason">): boolean {
  return object === "hours" && reason === "unknown-lifetime";
}

/** What of a gap is after what was reported, in whole hours at its open end. */
export function newPart({ from, to }: Interval, { isGap, settled }: Settled, now: number): Interval {
  const begin = isGap ? Math.max(from, settled) : from;
  return { from: begin, to: to < now ? to : begin + Math.max(0, Math.floor((to - begin) / HOUR)) * HOUR };
}

function ofObject(finding: IntegrityFinding): FindingReport {
  const { bucket, detail, from, key, kind, object, survivor, to } = finding;
  const type = kind === "unreferenced" ? "unreferenced" : "integrity";
  const what = { digest: "digest", "backfill-digest": "backfill digest", log: "log file" }[object];
  const sentences = [
    `${uri({ bucket, key })}: ${FAILURES[kind]}${detail === undefined ? "" : ` (${detail})`}.`,
    survivorText(survivor),
  ];
  return {
    ...report(type, finding, { from, to }, [object, uri({ bucket, key }), kind], {
      title: `${kind === "unreferenced" ? "Log file that no digest mentions" : `Integrity of a ${what} is broken`}: ${chainId(finding)}`,
      detail: sentences.join(""),
      count: 1,
    }),
    object,
    bucket,
    key,
    kind,
  };
}

function survivorText(survivor: Survivor | undefined): string {
  return survivor === undefined ? "" : ` Version ${survivor.versionId} is still what CloudTrail delivered.`;
}

function ofGap(finding: MissingFinding | NotCheckedFinding | UnprotectedFinding, gap: Interval): FindingReport {
  // An hour may be missing first, and turn out to be without validation when the next digest comes.
  const names = [finding.type === "not-checked" ? "unknown lifetime" : "gap", formatTime(gap.from)];
  switch (finding.type) {
    case "missing": {
      const digests = finding.digests.filter(({ key }) => (parseDigestKey(key)?.end ?? Infinity) > gap.from);
      const [first] = digests;
      const intact = digests.filter(({ survivor }) => survivor !== undefined);
      const sentences = [
        finding.isWholeChain
          ? `There is no digest at all of ${hours(gap)}.`
          : `Digests of ${hours(gap)} are not there: ${named(digests.map(({ key }) => key))}.`,
        ...(finding.logs === 0 ? [] : [`${finding.logs} log files were delivered meanwhile.`]),
        ...(intact.length === 0
          ? []
          : [`Behind delete markers, ${intact.length} of them are intact: ${named(intact.map(versionOf))}.`]),
      ];
      return {
        ...report("missing", finding, gap, names, {
          title: `Digests of log files are missing: ${chainId(finding)}`,
          detail: sentences.join(" "),
          count: hoursOf(gap),
        }),
        object: "hours",
        ...(first === undefined ? {} : { bucket: first.bucket, key: first.key }),
      };
    }
    case "unprotected": {
      const logs =
        finding.logs === 0 ? "" : ` ${finding.logs} log files that no digest mentions: ${named(finding.firstLogs)}.`;
      return {
        ...report("unprotected", finding, gap, names, {
          title: `Log files were not protected: ${chainId(finding)}`,
          detail: `${hours(gap)}: ${finding.detail}.${logs}`,
          count: hoursOf(gap),
        }),
        object: "hours",
      };
    }
    case "not-checked":
      return {
        ...report("not-checked", finding, gap, names, {
          title: `Nobody knows whether digests are missing: ${chainId(finding)}`,
          detail: `${hours(gap)}: ${NOT_CHECKED[finding.reason]}.`,
          count: hoursOf(gap),
        }),
        object: "hours",
        kind: finding.reason,
      };
  }
}

function versionOf({ key, survivor }: { readonly key: string; readonly survivor?: Survivor }): string {
  return `${key} version ${survivor?.versionId ?? ""}`;
}

function report(
  type: ReportType,
  { accountId, region, trail }: ChainName,
  { from, to }: Interval,
  names: readonly string[],
  text: Pick<FindingReport, "count" | "detail" | "title">,
): FindingReport {
  const chain = { accountId, region, trail };
  const id = createHash("sha256")
    .update(JSON.stringify([chainId(chain), ...names]))
    .digest("hex");
  return { id, type, severity: SEVERITIES[type], ...chain, from, to, advice: ADVICE[type], ...text };
}

/** The worst first; what is above the number is one report. */
function bounded(reports: FindingReport[]): FindingReport[] {
  if (reports.length <= MOST) {
    return reports;
  }
  const order = Object.keys(SEVERITIES);
  const sorted = reports.sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
  const [told, rest] = [sorted.slice(0, MOST), sorted.slice(MOST)];
  const [first] = rest;
  if (first === undefined) {
    return told;
  }
  const from = Math.min(...rest.map((one) => one.from));
  const to = Math.max(...rest.map((one) => one.to));
  const more = report(first.type, first, { from, to }, ["more", ...rest.map(({ id }) => id).sort()], {
    title: `${rest.length} more findings: ${chainId(first)}`,
    detail: `Besides others that are told one by one, ${rest.length} more: ${named(rest.map(({ key = "" }) => key))}.`,
    count: rest.reduce((sum, { count }) => sum + count, 0),
  });
  return [...told, more];
}

function hours(interval: Interval): string {
  const count = hoursOf(interval);
  return `${count} ${count === 1 ? "hour" : "hours"} from ${formatTime(interval.from)} to ${formatTime(interval.to)}`;
}

const NAMED = 10;

function named(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
}

function day(time: number): string {
  return formatTime(time).slice(0, 10);
}
