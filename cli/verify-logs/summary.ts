import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import { table } from "../../console/table";
import { styled } from "../../console/terminal";
import { printable } from "../../config/source/printable";
import type { ReportedFinding } from "../../log-integrity/collector";
import type { Survivor } from "../../log-integrity/findings";
import type { Report } from "../../log-integrity/report";
import { formatTime } from "../../log-integrity/times";
import { FAILURES, NOT_CHECKED } from "../../log-integrity/verdicts";

const MOST_SHOWN = 50;
const MOST_NAMED = 5;

/** A report to be read, 80 columns wide. */
export function describeReport(report: Report): string {
  const { chains, findings, findingsLeftOut, hours, interval, objects, trailArn } = report;
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const acknowledged = findings.length - open.length;
  const shown = open.slice(0, MOST_SHOWN);
  const more = open.length - shown.length + findingsLeftOut;
  const rows = (["digest", "backfill-digest", "log"] as const).map((role) => ({ role, ...objects[role] }));
  const counted = rows.filter(
    ({ role, ...counts }) => role !== "backfill-digest" || counts.verified + counts.failed > 0,
  );
  const number = (count: number) => count.toLocaleString("en");
  return [
    fold(`${trailArn}, ${formatTime(interval.from)} to ${formatTime(interval.to)}`, "  ", ""),
    "",
    table(
      [
        { title: "files", value: ({ role }) => `${role.replace("-", " ")}s` },
        { title: "verified", value: ({ verified }) => number(verified), align: "right" },
        { title: "failed", value: ({ failed }) => number(failed), align: "right" },
        { title: "not checked", value: (row) => number(row["not-checked"]), align: "right" },
      ],
      counted,
    ),
    "",
    fold(`Hours of ${plural(chains.length, "chain")}: ${hoursText(hours)}`, "  ", ""),
    ...(shown.length === 0 ? [] : ["", ...shown.map(describeFinding)]),
    ...(more === 0 ? [] : [`and ${number(more)} more; --json has them`]),
    ...(acknowledged === 0 ? [] : ["", `${plural(acknowledged, "finding")} acknowledged.`]),
    "",
    verdict(report),
  ].join("\n");
}

/** How many hours are what. */
export function hoursText(hours: Report["hours"]): string {
  return Object.entries(hours)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count.toLocaleString("en")} ${state.replace("-", " ")}`)
    .join(", ");
}

const VERDICT_STYLES = { 0: "green", 1: "red", 2: "yellow" } as const;

function verdict(report: Report): string {
  const { exitCode, hours } = report;
  const text = verdictOf(report);
  return exitCode === 0 && isEmpty(hours) ? text : styled(VERDICT_STYLES[exitCode], text);
}

/** What all of a report comes to. */
export function verdictOf({ exitCode, hours }: Pick<Report, "exitCode" | "hours">): string {
  switch (exitCode) {
    case 0:
      return isEmpty(hours) ? "Nothing was to be verified." : "Everything that is due is verified.";
    case 1:
      return "Logs are not as CloudTrail delivered them, or not all of them are there.";
    case 2:
      return "Nothing that was checked is broken, and not everything could be checked.";
  }
}

function isEmpty({ pending, verified }: Report["hours"]): boolean {
  return verified === 0 && pending === 0;
}

/** A finding in some lines. */
export function describeFinding(finding: ReportedFinding): string {
  const { accountId, from, region, to } = finding;
  const place = `${accountId} ${region} ${formatTime(from)} to ${formatTime(to)}`;
  const [title, ...lines] = linesOf(finding);
  return [fold(`${title ?? ""}: ${place}`, "  ", ""), ...lines.map((line) => fold(printable(line), "    ", "  "))].join(
    "\n",
  );
}

/** What a finding is, and what is to be said of it. */
export function linesOf(finding: ReportedFinding): string[] {
  switch (finding.type) {
    case "integrity": {
      const { bucket, detail, key, kind, object, survivor } = finding;
      return [
        styled("red", kind === "unreferenced" ? "UNREFERENCED LOG FILE" : "INTEGRITY FAILURE"),
        `s3://${bucket}/${key}`,
        `${object.replace("-", " ")}: ${FAILURES[kind]}${detail === undefined ? "" : ` (${detail})`}`,
        ...survivorLine(survivor),
      ];
    }
    case "missing": {
      const { digests, hours, isWholeChain, logs } = finding;
      return [
        styled("red", isWholeChain ? "MISSING CHAIN" : "MISSING"),
        `${plural(hours, "hour")} without digest${logs === 0 ? "" : `; ${plural(logs, "log file")} of that time cannot be verified`}`,
        ...digests
          .slice(0, MOST_NAMED)
          .flatMap(({ bucket, key, survivor }) => [`s3://${bucket}/${key}`, ...survivorLine(survivor)]),
        ...(digests.length > MOST_NAMED ? [`and ${digests.length - MOST_NAMED} more; --json names them`] : []),
      ];
    }
    case "unprotected":
      return [
        styled("red", "UNPROTECTED"),
        `${plural(finding.hours, "hour")}: ${finding.detail}`,
        ...(finding.logs === 0 ? [] : [`${plural(finding.logs, "log file")} of that time cannot be verified`]),
      ];
    case "not-checked":
      return [
        styled("yellow", "NOT CHECKED"),
        ...(finding.key === undefined ? [] : [`s3://${finding.bucket ?? ""}/${finding.key}`]),
        `${NOT_CHECKED[finding.reason]}${finding.detail === undefined ? "" : ` (${finding.detail})`}`,
      ];
  }
}

function survivorLine(survivor: Survivor | undefined): string[] {
  return survivor === undefined ? [] : [`version ${survivor.versionId} is what CloudTrail delivered`];
}
