// Reports of any size, made without a run.
import type { PageContext } from "../../../../cli/verify-logs/html/page";
import type { ChainCoverage } from "../../../../log-integrity/chain-walk";
import { Collector } from "../../../../log-integrity/collector";
import type { Finding } from "../../../../log-integrity/findings";
import { makeReport } from "../../../../log-integrity/report";
import type { Report } from "../../../../log-integrity/report";
import type { HourState, Span } from "../../../../log-integrity/timeline";
import { HOUR } from "../../../../log-integrity/times";

export const DAY = 24 * HOUR;
export const FROM = Date.parse("2026-09-01T00:00:00Z");
export const REASON = "the trail was moved on this day";

export const CONTEXT: PageContext = {
  notes: [],
  archive: "s3://trail-bucket/AWSLogs/o-exampleorgid/",
  copies: [],
  only: {},
};

const REGIONS = ["ap-northeast-1", "ap-southeast-2", "eu-central-1", "eu-west-1", "us-east-1", "us-west-2"];

export function chainName(index: number, ofAccount = 17) {
  const region = REGIONS[index % ofAccount] ?? `eu-made-${(index % ofAccount) + 1}`;
  return { accountId: String(111122220000 + Math.floor(index / ofAccount)), region, trail: "main" };
}

/** Hours from the beginning of the interval: digests end 31 seconds after the hour. */
export function hours(first: number, end: number): { from: number; to: number } {
  return { from: FROM + first * HOUR + 31_000, to: FROM + end * HOUR + 31_000 };
}

/** Spans of so many days that are verified but for some of their hours. */
export function spansOf(days: number, changes: readonly [first: number, end: number, state: HourState][] = []): Span[] {
  const interval = { from: FROM, to: FROM + days * DAY };
  const spans: Span[] = [];
  const add = (first: number, end: number, state: HourState): void => {
    const { from, to } = hours(first, end);
    const span = { from: first === 0 ? interval.from : from, to: Math.min(to, interval.to), state, hours: end - first };
    if (end > first) {
      spans.push(span);
    }
  };
  let past = 0;
  for (const [first, end, state] of changes) {
    add(past, first, "verified");
    add(first, end, state);
    past = end;
  }
  add(past, days * 24, "verified");
  return spans;
}

export function reportOf(days: number, coverage: readonly ChainCoverage[], findings: readonly Finding[] = []): Report {
  const collector = new Collector([{ reason: REASON, from: hours(60 * 24, 0).from, to: hours(62 * 24, 0).from }]);
  for (const finding of findings) {
    collector.finding(finding);
  }
  const to = FROM + days * DAY;
  const trailArn = "arn:aws:cloudtrail:eu-west-1:111122220000:trail/main";
  const report = makeReport(
    { trailArn, interval: { from: FROM, to }, began: to, ended: to + 93_000 },
    coverage,
    collector,
  );
  const digests = { verified: report.hours.verified, failed: 0, "not-checked": report.hours["not-checked"] };
  return { ...report, objects: { ...report.objects, digest: digests } };
}

export function verified(chains: number, days: number): Report {
  return reportOf(
    days,
    Array.from({ length: chains }, (_, index) => ({ ...chainName(index), spans: spansOf(days) })),
  );
}

const key = (account: string, region: string, name: string) =>
  `AWSLogs/o-exampleorgid/${account}/CloudTrail/${region}/2026/10/01/${account}_CloudTrail_${region}_20261001T0905Z_${name}.json.gz`;

/** Every kind of finding and every state of an hour, in so many accounts and regions over so many days (65 at least). */
export function everything(chains: number, days = 90): Report {
  const findings: Finding[] = [];
  const coverage = Array.from({ length: chains }, (_, index): ChainCoverage => {
    const name = chainName(index);
    const { accountId, region } = name;
    const last = days * 24;
    const changes: [number, number, HourState][] = [];
    const object = (letter: string) => ({ bucket: "trail-bucket", key: key(accountId, region, letter.repeat(16)) });
    switch (index % 25 === 3 ? ((index / 25) % 9) | 0 : chains === 1 ? -1 : 99) {
      case -1:
      case 0:
        changes.push([721, 723, "failed"], [900, 905, "missing"]);
        for (const letter of ["A", "B", "C"]) {
          const survivor = letter === "A" ? { survivor: { versionId: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY" } } : {};
          findings.push({
            type: "integrity",
            ...name,
            ...hours(721, 723),
            ...object(letter),
            object: "log",
            kind: "hash",
            ...survivor,
          });
        }
        findings.push({
          type: "missing",
          ...name,
          ...hours(900, 905),
          hours: 5,
          isWholeChain: false,
          digests: [900, 901, 902, 903, 904].map((hour) => ({ bucket: "trail-bucket", key: `digest of hour ${hour}` })),
          logs: 12,
        });
        break;
      case 1:
        changes.push([300, 420, "unprotected"]);
        findings.push({
          type: "unprotected",
          ...name,
          ...hours(300, 420),
          hours: 120,
          detail: "the digest after it begins a chain anew",
          logs: 31,
          firstLogs: [object("D").key],
        });
        break;
      case 2:
        changes.push([500, 501, "not-checked"], [800, 801, "not-checked"]);
        for (const hour of [500, 800]) {
          findings.push({
            type: "not-checked",
            ...name,
            ...hours(hour, hour + 1),
            ...object("E"),
            object: "log",
            reason: "archived",
            detail: "InvalidObjectState: GLACIER",
          });
        }
        break;
      case 3:
        changes.push([1450, 1460, "missing"]);
        findings.push({
          type: "missing",
          ...name,
          ...hours(1450, 1460),
          hours: 10,
          isWholeChain: false,
          digests: [],
          logs: 0,
        });
        break;
      case 4:
        changes.push([0, 480, "not-expected"]);
        break;
      case 5:
        findings.push({
          type: "integrity",
          ...name,
          from: FROM,
          to: FROM + days * DAY,
          ...object("F"),
          object: "log",
          kind: "unreferenced",
        });
        break;
      case 6:
        changes.push([240, 280, "missing"], [280, 300, "unprotected"]);
        for (const hour of Array.from({ length: 30 }, (_, place) => 700 + place * 24)) {
          changes.push([hour, hour + 1, hour % 48 === 28 ? "failed" : "not-checked"]);
          findings.push(
            hour % 48 === 28
              ? {
                  type: "integrity",
                  ...name,
                  ...hours(hour, hour + 1),
                  ...object("G"),
                  object: "digest",
                  kind: "signature",
                }
              : {
                  type: "not-checked",
                  ...name,
                  ...hours(hour, hour + 1),
                  ...object("H"),
                  object: "log",
                  reason: "denied",
                },
          );
        }
        findings.push(
          { type: "missing", ...name, ...hours(240, 280), hours: 40, isWholeChain: false, digests: [], logs: 0 },
          {
            type: "unprotected",
            ...name,
            ...hours(280, 300),
            hours: 20,
            detail: "logging was off",
            logs: 0,
            firstLogs: [],
          },
        );
        break;
      case 7:
        changes.push([0, last, "missing"]);
        findings.push({
          type: "missing",
          ...name,
          from: FROM,
          to: FROM + days * DAY,
          hours: last,
          isWholeChain: true,
          digests: [],
          logs: 0,
        });
        break;
      case 8:
        changes.push([0, last, "not-checked"]);
        findings.push({
          type: "not-checked",
          ...name,
          from: FROM,
          to: FROM + days * DAY,
          object: "hours",
          reason: "denied",
          detail: "AccessDenied: not authorized to perform s3:ListBucket",
        });
        break;
      default:
    }
    if (changes.at(-1)?.[1] !== last) {
      changes.push([last - 2, last, "pending"]);
    }
    return { ...name, spans: spansOf(days, changes) };
  });
  return reportOf(days, coverage, findings);
}

/** What a page says, without its elements. */
export function textOf(page: string): string {
  return page
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}
