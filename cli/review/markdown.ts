import { plural } from "../../console/plural";
import type { Change, Danger, ReviewReport, StackSummary } from "../../review/report";
import { diffLines } from "./diff-lines";
import { block, cell, code } from "./markdown-text";
import { shown, someOf } from "./shown";
import {
  acknowledgementStub,
  ACTION_WORDS,
  addressesOf,
  countsText,
  originOf,
  placesText,
  subjectOf,
  verdictOf,
  unplannedLines,
} from "./words";

/** Characters of a comment of GitHub, at most; those of GitLab and Azure DevOps hold more. */
export const COMMENT_CHARACTERS = 65_536;
/** Finds the comment of before, whatever it says. */
export const MARKER = "<!-- landing-zone review -->";

/** Parts of what is left that a section may take, so that those after it are not left out. */
const SHARES = { dangers: 0.6, stacks: 0.35, changes: 0.85, drift: 0.8 } as const;
/** For what is said at the end of what was left out. */
const RESERVED = 500;
const MOST_LINES = 60;
const MOST_ADDRESSES = 5;
const SIGNS: Readonly<Record<ReviewReport["verdict"], string>> = {
  dangers: "🔴",
  acknowledged: "🟡",
  changes: "🟢",
  nothing: "⚪",
};

export interface MarkdownOptions {
  /** Characters, at most. @default 65536 */
  readonly budget?: number;
}

/**
 * A report as Markdown for a comment or a job summary, within a number of characters: what has no room is counted at the end. Nothing is
 * cut in its middle. Every danger is named, even where that alone is more than the budget.
 */
export function markdown(report: ReviewReport, { budget = COMMENT_CHARACTERS }: MarkdownOptions = {}): string {
  const text = new Budgeted(budget - RESERVED);
  text.always(
    [
      MARKER,
      `## ${SIGNS[report.verdict]} ${verdictOf(report)}`,
      "",
      `${subjectLine(report)}<br>`,
      `**${countsText(report.counts)}**`,
    ].join("\n"),
  );
  addDangers(text, report);
  const stub = acknowledgementStub(report);
  if (stub.length > 0) {
    const how = "To acknowledge one, have an entry reviewed in the file of acknowledgements:";
    text.offer(
      `${how}\n\n${block(["acknowledgements:", ...stub.map((line) => `  ${line}`)], "yaml")}`,
      0.2,
      "how to acknowledge them",
    );
  }
  addStacks(text, report);
  addUnchanged(text, report);
  for (const line of unplannedLines(report, 40)) {
    const [what = "", count = "", ...names] = line.split(": ");
    text.offer(`${what}: ${count}: ${code(names.join(": "), 4000)}`, 1, `${what}: ${count}`);
  }
  addChanges(text, "Changes", report.changes, SHARES.changes);
  addChanges(text, "Changed outside of Terraform", report.drift, SHARES.drift);
  addList(text, "Acknowledgements that nothing needs any more", report.unused);
  addList(text, "Notes", report.notes);
  return text.finish();
}

/** Collects parts of a text as long as they fit, and what did not. */
class Budgeted {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly left: string[] = [];

  constructor(private readonly budget: number) {}

  get room(): number {
    return Math.max(0, this.budget - this.length);
  }

  always(part: string): void {
    this.parts.push(part);
    this.length += part.length + 2;
  }

  /** @param share of the room that there is, at most */
  offer(part: string, share: number, otherwise: string): void {
    if (part.length + 2 <= this.room * share) {
      this.always(part);
    } else {
      this.leaveOut(otherwise);
    }
  }

  leaveOut(what: string): void {
    this.left.push(what);
  }

  finish(): string {
    const end =
      this.left.length === 0
        ? []
        : [`**Left out, as there was no room:** ${this.left.join("; ")}. The HTML page and the JSON have everything.`];
    return `${[...this.parts, ...end].join("\n\n")}\n`;
  }
}

function subjectLine({ base, source, ...report }: ReviewReport): string {
  return source === "plans"
    ? subjectOf({ source, ...report })
    : subjectOf({ source, ...report, base: "BASE" }).replace("BASE", code(base ?? "", 80));
}

function addUnchanged(text: Budgeted, { stacks }: ReviewReport): void {
  const names = stacks.filter(({ isChanged }) => !isChanged).map(({ stack }) => stack);
  if (names.length > 0) {
    const line = `No change in ${plural(names.length, "stack")}`;
    text.offer(`${line}: ${code(someOf(names, 40), 4000)}`, 1, line);
  }
}

/** In full if that fits; else a line each; else by rule; and names of all of them in any case. */
function addDangers(text: Budgeted, { dangers }: ReviewReport): void {
  if (dangers.length === 0) {
    return;
  }
  const title = "### Dangers";
  const levels = [dangersInFull, dangerLines, dangersByRule].map((level) => () => `${title}\n\n${level(dangers)}`);
  const room = text.room * SHARES.dangers;
  for (const level of levels) {
    const part = level();
    if (part.length <= room || level === levels.at(-1)) {
      text.always(part);
      if (level !== levels[0]) text.leaveOut("details of dangers");
      return;
    }
  }
}

function dangersInFull(dangers: readonly Danger[]): string {
  return dangers.map(dangerInFull).join("\n\n");
}

function dangerInFull(danger: Danger): string {
  const { acknowledged, details, instead, places, why } = danger;
  return [
    dangerLine(danger),
    ...originOf(places).map((origin) => `  - ${code(origin)}`),
    ...details.map((detail) => `  - ${code(detail, 400)}`),
    acknowledged === undefined
      ? `  - ${why} Instead of acknowledging it: ${instead}.`
      : `  - Until ${acknowledged.expires}: ${code(acknowledged.reason)}`,
  ].join("\n");
}

function dangerLines(dangers: readonly Danger[]): string {
  return dangers.map((danger) => dangerLine(danger)).join("\n");
}

function dangerLine({ acknowledged, places, rule, severity }: Danger): string {
  const addresses = addressesOf(places);
  const more = addresses.length - MOST_ADDRESSES;
  const named = addresses.slice(0, MOST_ADDRESSES).map((address) => code(address, 200));
  const what = acknowledged === undefined ? `**${severity}**` : "acknowledged";
  return `- ${what} \`${rule}\` ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""} in ${code(placesText(places, 6), 400)}`;
}

/** The shortest form: all addresses below their rule. */
function dangersByRule(dangers: readonly Danger[]): string {
  const groups = new Map<string, Danger[]>();
  for (const danger of dangers) {
    const { acknowledged, rule, severity } = danger;
    const key = acknowledged === undefined ? `**${severity}** \`${rule}\`` : `acknowledged \`${rule}\``;
    groups.set(key, [...(groups.get(key) ?? []), danger]);
  }
  return [...groups]
    .map(([key, those]) => {
      const names = those.map(({ places }) => {
        const [{ address, stack }] = places;
        return `${stack} ${address}${places.length === 1 ? "" : ` (${places.length} places)`}`;
      });
      return `- ${key}:\n${block(names.map((name) => shown(name, 200)))}`;
    })
    .join("\n");
}

function addStacks(text: Budgeted, { stacks }: ReviewReport): void {
  const changed = stacks.filter(({ isChanged }) => isChanged);
  if (changed.length === 0) {
    return;
  }
  const head = [
    "### Stacks",
    "",
    "| account | stack | add | change | destroy | other | dangers |",
    "| --- | --- | ---: | ---: | ---: | --- | ---: |",
  ];
  const room = text.room * SHARES.stacks - head.join("\n").length;
  // Those with dangers first, where there is no room for all.
  const ranked = [...changed].sort((one, other) => other.dangers - one.dangers);
  let length = 0;
  const kept = new Set(
    ranked.filter((stack) => {
      length += stackRow(stack).length + 1;
      return length <= room;
    }),
  );
  if (kept.size > 0) {
    text.always([...head, ...changed.filter((stack) => kept.has(stack)).map(stackRow)].join("\n"));
  }
  if (kept.size < changed.length) {
    text.leaveOut(`${changed.length - kept.size} of ${plural(changed.length, "row")} of the table of stacks`);
  }
}

function stackRow({ account, counts, dangers, stack }: StackSummary): string {
  const [, ...others] = countsText({ ...counts, add: 0, change: 0, destroy: 0 }).split(" to destroy, ");
  const numbers = [counts.add, counts.change, counts.destroy].map(String);
  return `| ${[cell(account, 80), cell(stack, 80), ...numbers, others.join(""), dangers || ""].join(" | ")} |`;
}

function addChanges(text: Budgeted, title: string, changes: readonly Change[], share: number): void {
  if (changes.length === 0) {
    return;
  }
  const counted = `### ${title}\n\n${plural(changes.length, "different change")}, the same in several accounts shown once.`;
  let room = text.room * share - counted.length;
  const shownOnes: string[] = [];
  let leftOut = 0;
  for (const change of changes) {
    const part = [changeBlock(change), changeLine(change)].find(({ length }) => length + 2 <= room);
    if (part === undefined) {
      leftOut += 1;
    } else {
      room -= part.length + 2;
      shownOnes.push(part);
    }
  }
  if (shownOnes.length > 0) {
    text.always([counted, ...shownOnes].join("\n\n"));
  }
  if (leftOut > 0) {
    text.leaveOut(`${leftOut} of ${plural(changes.length, "change")} under "${title}"`);
  }
}

function changeBlock(change: Change): string {
  const lines = change.action === "create" ? [] : diffLines(change);
  const head = changeLine(change);
  const origins = originOf(change.places).map((origin) => code(origin));
  if (lines.length === 0) {
    return [head, ...origins].join("<br>\n");
  }
  const hidden = lines.length - MOST_LINES;
  const shownLines = lines.slice(0, MOST_LINES).map(({ sign, text }) => `${sign} ${text}`);
  return [
    [head, ...origins].join("<br>\n"),
    "",
    "<details><summary>what changes</summary>",
    "",
    block([...shownLines, ...(hidden > 0 ? [`  and ${plural(hidden, "line")} more`] : [])], "diff"),
    "",
    "</details>",
  ].join("\n");
}

function changeLine({ action, places }: Change): string {
  return `**${ACTION_WORDS[action]}** ${code(places[0].address, 200)} in ${code(placesText(places), 600)}`;
}

function addList(text: Budgeted, title: string, lines: readonly string[]): void {
  if (lines.length > 0) {
    text.offer(`### ${title}\n\n${lines.map((line) => `- ${code(line)}`).join("\n")}`, 1, title);
  }
}
