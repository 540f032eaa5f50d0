import { plural } from "../../console/plural";
import { table } from "../../console/table";
import { styled } from "../../console/terminal";
import type { Change, Danger, ReviewReport, StackSummary } from "../../review/report";
import { diffLines } from "./diff-lines";
import type { DiffLine } from "./diff-lines";
import { clipped, shown } from "./shown";
import {
  acknowledgementStub,
  ACTION_WORDS,
  addressesOf,
  countsText,
  originOf,
  placesText,
  subjectOf,
  unchangedText,
  unplannedLines,
  verdictOf,
} from "./words";

const COLUMNS = 80;
/** More rows nobody reads on a terminal; --html has them. */
const MOST_ROWS = 40;
const MOST_CHANGES = 60;
const MOST_LINES = 24;
const ACCOUNT_COLUMNS = 16;
const STACK_COLUMNS = 28;

/** A report for a terminal of 80 columns. */
export function terminalText(report: ReviewReport): string {
  const { changes, dangers, drift, notes, unused, verdict } = report;
  const colour = verdict === "dangers" ? "red" : verdict === "acknowledged" ? "yellow" : "green";
  const head = wrapped(`${verdictOf(report)}.`).map((line) => styled(colour, styled("bold", line)));
  return [
    [...head, ...wrapped(subjectOf(report)), ...wrapped(countsText(report.counts))].join("\n"),
    ...dangers.map(dangerText),
    howToAcknowledge(report),
    stacksTable(report),
    wrapped(unchangedText(report)).join("\n"),
    unplannedLines(report)
      .flatMap((line) => wrapped(line))
      .join("\n"),
    changesText("Changes", changes),
    changesText("Changed outside of Terraform", drift),
    listText("Acknowledgements that nothing needs any more", unused),
    listText("Notes", notes),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function dangerText(danger: Danger): string {
  const { acknowledged, details, instead, places, rule, severity, title, why } = danger;
  const head = `${acknowledged === undefined ? severity.toUpperCase() : "ACKNOWLEDGED"}  ${rule}: ${title}`;
  const addresses = addressesOf(places);
  const lines = [
    ...wrapped(
      addresses
        .slice(0, 3)
        .map((address) => shown(address, 300))
        .join(", "),
      "  ",
    ),
    ...(addresses.length > 3 ? [`  and ${addresses.length - 3} more addresses`] : []),
    ...wrapped(placesText(places), "    "),
    ...originOf(places).flatMap((origin) => wrapped(shown(origin), "    ")),
    ...details.flatMap((detail) => wrapped(shown(detail, 400), "    ")),
    ...(acknowledged === undefined
      ? wrapped(`${why} Instead of acknowledging it: ${instead}.`, "  ")
      : wrapped(`Until ${acknowledged.expires}: ${shown(acknowledged.reason)}`, "  ")),
  ];
  return [styled(acknowledged === undefined ? "red" : "yellow", head), ...lines].join("\n");
}

function howToAcknowledge(report: ReviewReport): string {
  const stub = acknowledgementStub(report);
  return stub.length === 0
    ? ""
    : [
        "To acknowledge one, have an entry reviewed in the file of --acknowledged:",
        "  acknowledgements:",
        // Not folded: it is copied.
        ...stub.map((line) => `    ${line}`),
      ].join("\n");
}

function stacksTable({ counts, stacks }: ReviewReport): string {
  const changed = stacks.filter(({ isChanged }) => isChanged);
  if (changed.length === 0) {
    return "";
  }
  // Those with dangers, where there is no room for all.
  const shownOnes = new Set([...changed].sort((one, other) => other.dangers - one.dangers).slice(0, MOST_ROWS));
  const rows = changed.filter((stack) => shownOnes.has(stack));
  const hidden = changed.length - rows.length;
  const total = { account: "", stack: plural(changed.length, "stack"), counts, dangers: sum(changed) };
  const number = (title: string, value: (row: Pick<StackSummary, "counts" | "dangers">) => number) =>
    ({ title, value: (row: Pick<StackSummary, "counts" | "dangers">) => String(value(row)), align: "right" }) as const;
  const text = table(
    [
      { title: "account", value: ({ account }) => clipped(account, ACCOUNT_COLUMNS) },
      { title: "stack", value: ({ stack }) => clipped(stack, STACK_COLUMNS) },
      number("add", (row) => row.counts.add),
      number("change", (row) => row.counts.change),
      number("destroy", (row) => row.counts.destroy),
      number("dangers", (row) => row.dangers),
    ],
    [...rows, total],
  ).split("\n");
  const [title = "", ...lines] = text;
  const last = lines.pop() ?? "";
  return [
    styled("bold", title),
    ...lines,
    ...(hidden > 0 ? [`and ${plural(hidden, "stack")} more: --html and --json have them`] : []),
    styled("bold", last),
  ].join("\n");
}

function sum(stacks: readonly StackSummary[]): number {
  return stacks.reduce((total, { dangers }) => total + dangers, 0);
}

function changesText(title: string, changes: readonly Change[]): string {
  if (changes.length === 0) {
    return "";
  }
  const hidden = changes.length - MOST_CHANGES;
  return [
    styled("bold", title),
    ...changes.slice(0, MOST_CHANGES).map(changeText),
    ...(hidden > 0 ? [`and ${hidden} more, which --html and --json have`] : []),
  ].join("\n");
}

function changeText(change: Change): string {
  const { action, places } = change;
  // What is new has all its arguments; --html shows them.
  const all = action === "create" ? [] : diffLines(change);
  const hidden = all.length - MOST_LINES;
  return [
    ...wrapped(`${ACTION_WORDS[action]}  ${shown(places[0].address, 300)}`, "  ", ""),
    ...wrapped(placesText(places), "    "),
    ...originOf(places).flatMap((origin) => wrapped(shown(origin), "    ")),
    ...all.slice(0, MOST_LINES).flatMap(diffText),
    ...(hidden > 0 ? [`    and ${plural(hidden, "line")} more`] : []),
  ].join("\n");
}

const PAINTS = { "+": "green", "-": "red", "!": "yellow", " ": "dim" } as const;

function diffText({ sign, text }: DiffLine): string[] {
  return wrapped(`${sign} ${text}`, "        ", "    ").map((line) => styled(PAINTS[sign], line));
}

function listText(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ""
    : [styled("bold", title), ...lines.flatMap((line) => wrapped(shown(line), "  "))].join("\n");
}

/** Lines of at most 80 columns, words that are longer broken, too. */
function wrapped(text: string, indent = "", firstIndent = indent): string[] {
  if (text === "") {
    return [];
  }
  const lines: string[] = [];
  let line = firstIndent;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    let rest = word;
    if (!isEmpty && line.length + 1 + rest.length > COLUMNS) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? "" : " ";
    while (line.length + rest.length > COLUMNS) {
      const room = COLUMNS - line.length;
      lines.push(line + rest.slice(0, room));
      rest = rest.slice(room);
      line = indent;
    }
    line += rest;
    isEmpty = false;
  }
  return [...lines, line];
}
