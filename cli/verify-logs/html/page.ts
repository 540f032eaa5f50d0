import { plural } from "../../../console/plural";
import type { Report } from "../../../log-integrity/report";
import { hoursText, verdictOf } from "../summary";
import { explanationHtml } from "./explanation-html";
import type { Ways } from "./explanation-html";
import { explain } from "./explanations";
import type { Explanation } from "./explanations";
import { legendHtml, mapHtml } from "./map-html";
import type { MapHtml } from "./map-html";
import { mapOf } from "./map";
import type { ReportMap } from "./map";
import { SCRIPT } from "./script";
import { CELL_STATES } from "./states";
import { styleOf } from "./style";
import { documentHtml } from "../../html/document";
import { number, text } from "../../html/text";
import { intervalText, timeText } from "./times";

/** What a page says besides the report. */
export interface PageContext {
  /** What could not be looked up. */
  readonly notes: readonly string[];
  /** Where the digests and log files are: `s3://bucket/prefix/AWSLogs/` */
  readonly archive: string;
  /** Copies that were read instead, as they are typed. */
  readonly copies: readonly string[];
  /** What the run was limited to. @default - all */
  readonly only: { readonly accounts?: readonly string[]; readonly regions?: readonly string[] };
}

/** Bytes of explanations: with the map, a page of less than 5 MB. */
const MOST_EXPLAINED = 1_250_000;
const MOST_NAMED = 50;

const VERDICTS = {
  0: { state: "verified", name: "verified" },
  1: { state: "failed", name: "failed" },
  2: { state: "not-checked", name: "not everything checked" },
} as const;

/**
 * A report as one page of HTML: a map of accounts, regions and days, and an explanation of all that is not verified. It loads
 * nothing, runs no program but its own, and is the same for the same report. It is less than 5 MB, whatever the report: what there is no
 * room for is counted.
 */
export function pageOf(report: Report, context: PageContext): string {
  const { exitCode, interval, trailArn } = report;
  const explained = explain(report.findings);
  const map = mapOf(report, explained);
  const shown = withinLimit(explained.explanations, map.others);
  const isAll = shown === explained.explanations.length && report.findingsLeftOut === 0;
  const drawn = mapHtml(map, shown, isAll);
  const ways = waysOf(explained.explanations.slice(0, shown), map, drawn);
  const trail = text(trailArn.split("/").at(-1) ?? trailArn);
  const { name, state } = VERDICTS[exitCode];
  return documentHtml({
    title: `${name}: log files of trail ${trail}, ${intervalText(interval)}`,
    style: styleOf(map.columns.count),
    script: SCRIPT,
    body: `<a class="skip" href="#explained">Skip to what is not verified</a>
<header>
<p class="verdict ${state}">${name}</p>
<h1>Log files of trail ${trail}</h1>
<p class="lead">${text(verdictOf(report))} Exit code ${exitCode}.</p>
${facts(report, context)}
</header>
<main>
<h2>Map</h2>
<div class="side">
${legendHtml(map)}
<div>
${countsHtml(report)}
<p>Hours: ${text(hoursText(report.hours)) || "none"}.</p>
</div>
</div>
${mapSection(map, drawn, report.chains.length)}
<h2 id="explained" tabindex="-1">What is not verified</h2>
${explanationsHtml(explained.explanations, ways, report)}
<h2>What was not checked</h2>
${unchecked(report, context)}
</main>
<footer>Made by landing-zone verify-logs. All times are UTC. docs/verify-logs.md says what is verified, and how.</footer>`,
  });
}

/** How many of them there is room for. */
function withinLimit(explanations: readonly Explanation[], others: ReportMap["others"]): number {
  let bytes = 0;
  const beyond = explanations.findIndex((explanation, index) => {
    const ways = { cell: index, others: othersOf(index, explanations, others) };
    bytes += Buffer.byteLength(explanationHtml(explanation, index, ways));
    return bytes > MOST_EXPLAINED;
  });
  return beyond === -1 ? explanations.length : beyond;
}

/** Where to go on from each of the explanations that are shown. */
function waysOf(shown: readonly Explanation[], { others }: ReportMap, { linked }: MapHtml): Ways[] {
  const cells = new Map([...linked].map((index) => [index, index]));
  for (const index of linked) {
    for (const other of others.get(index) ?? []) {
      if (!cells.has(other)) {
        cells.set(other, index);
      }
    }
  }
  return shown.map((_, index) => {
    const cell = cells.get(index);
    return { ...(cell === undefined ? {} : { cell }), others: othersOf(index, shown, others) };
  });
}

/** The explanations, of some, that are in the cells of one. */
function othersOf(index: number, some: readonly Explanation[], others: ReportMap["others"]): Ways["others"] {
  return [...(others.get(index) ?? [])]
    .filter((other) => other < some.length)
    .sort((one, other) => one - other)
    .map((other) => ({ index: other, title: titleOf(some[other]) }));
}

function titleOf(explanation: Explanation | undefined): string {
  return explanation === undefined ? "" : `${CELL_STATES[explanation.state].name}: ${explanation.title}`;
}

function facts({ began, chains, ended, interval, trailArn }: Report, { archive, copies, only }: PageContext): string {
  const accounts = new Set(chains.map(({ accountId }) => accountId)).size;
  const regions = new Set(chains.map(({ region }) => region)).size;
  const all: (readonly [string, string])[] = [
    ["Trail", `<code>${text(trailArn)}</code>`],
    ["Archive", `<code>${text(archive)}</code>`],
    ...copies.map((copy) => ["Read from a copy", `<code>${text(copy)}</code>`] as const),
    ["Interval", `${intervalText(interval)} UTC`],
    [
      "Looked at",
      `${plural(accounts, "account")}, ${plural(regions, "region")}: ${number(chains.length)} together` +
        (isLimited(only) ? "; the run was limited, as is said below" : ""),
    ],
    ["Made", `${timeText(ended)} UTC, in ${plural(Math.max(1, Math.round((ended - began) / 1000)), "second")}`],
  ];
  return `<dl>\n${all.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("\n")}\n</dl>`;
}

function isLimited({ accounts, regions }: PageContext["only"]): boolean {
  return accounts !== undefined || regions !== undefined;
}

function countsHtml({ objects }: Report): string {
  const roles = (["digest", "backfill-digest", "log"] as const).map((role) => {
    const { failed, "not-checked": notChecked, verified } = objects[role];
    const cells = [verified, failed, notChecked].map((count) => `<td class="number">${number(count)}</td>`);
    return `<tr><th scope="row">${role === "log" ? "log file" : role.replace("-", " ")}s</th>${cells.join("")}</tr>`;
  });
  const titles = ["verified", "failed", "not checked"].map((title) => `<th scope="col" class="number">${title}</th>`);
  return [
    '<table class="counts">',
    '<caption class="said">Files by what they are</caption>',
    `<thead><tr><th scope="col">files</th>${titles.join("")}</tr></thead>`,
    `<tbody>\n${roles.join("\n")}\n</tbody>`,
    "</table>",
  ].join("\n");
}

function mapSection({ columns, isCoarser }: ReportMap, drawn: MapHtml, chains: number): string {
  const { areLeftOutCalm, leftOut, rows, rowsToExplain, table } = drawn;
  if (chains === 0) {
    return `<p>No account and region was looked at.</p>\n<p id="status" hidden="hidden"></p>\n${table}`;
  }
  const filter =
    rowsToExplain > 0 && rowsToExplain < rows
      ? `<p class="controls"><label><input type="checkbox" id="only" /> Only the ${number(rowsToExplain)} of ` +
        `${number(rows)} rows in which something is not verified</label></p>`
      : "";
  const coarser = `<p>A column is ${columns.unit.name}: shorter ones differ too much to be shown.</p>`;
  const [pairs, them] = leftOut === 1 ? ["account and region", "it"] : ["accounts and regions", "them"];
  const more =
    `<p>${number(leftOut)} more ${pairs} had no room` +
    `${areLeftOutCalm ? `: everything that is due is verified in ${them}` : `, and not everything is verified in ${them}`}. ` +
    "--accounts and --regions show some of them.</p>";
  return [
    ...(isCoarser ? [coarser] : []),
    ...(leftOut === 0 ? [] : [more]),
    filter,
    '<p id="status" hidden="hidden">Arrow keys move between the cells that are not verified, Enter goes to what is said of one.</p>',
    '<div class="scroll" tabindex="0" role="region" aria-label="Map">',
    table,
    "</div>",
  ].join("\n");
}

function explanationsHtml(
  explanations: readonly Explanation[],
  ways: readonly Ways[],
  { findings, findingsLeftOut }: Report,
): string {
  if (findings.length + findingsLeftOut === 0) {
    return "<p>Nothing.</p>";
  }
  const count = number(findings.length + findingsLeftOut);
  const rest = explanations.slice(ways.length).reduce((sum, { findings: all }) => sum + all.length, findingsLeftOut);
  return [
    `<p>${count} ${findings.length + findingsLeftOut === 1 ? "finding" : "findings"}, the worst first.</p>`,
    ...explanations
      .slice(0, ways.length)
      .map((explanation, index) => explanationHtml(explanation, index, ways[index] ?? { others: [] })),
    ...(rest === 0
      ? []
      : [
          `<p id="more" tabindex="-1">${number(rest)} more ${rest === 1 ? "finding" : "findings"} had no room. --json has ` +
            `${findingsLeftOut === 0 ? "them" : `all but ${number(findingsLeftOut)} of them`}; --accounts, --regions, --from and --to show some.</p>`,
        ]),
  ].join("\n");
}

/** What whoever reads the page must not take for verified. */
function unchecked({ hours, objects }: Report, { notes, only }: PageContext): string {
  const files = Object.values(objects).reduce((sum, counts) => sum + counts["not-checked"], 0);
  const names = (all: readonly string[]) =>
    [
      ...all.slice(0, MOST_NAMED).map((name) => `<code>${text(name)}</code>`),
      ...(all.length > MOST_NAMED ? ["..."] : []),
    ].join(", ");
  const all = [
    ...(hours["not-checked"] + files === 0
      ? []
      : [
          `${plural(hours["not-checked"], "hour")} and ${plural(files, "file")} could not be read: they are explained above.`,
        ]),
    ...(hours.pending === 0 ? [] : [`${plural(hours.pending, "hour")}: their digests were not due yet.`]),
    ...(only.accounts === undefined ? [] : [`All accounts but ${names(only.accounts)}: --accounts named these.`]),
    ...(only.regions === undefined ? [] : [`All regions but ${names(only.regions)}: --regions named these.`]),
    ...notes.map((note) => `${text(note)}.`.replace(/\.\.$/, ".")),
  ];
  return all.length === 0
    ? "<p>Nothing: every hour of the interval was looked at.</p>"
    : `<ul>\n${all.map((line) => `<li>${line}</li>`).join("\n")}\n</ul>`;
}
