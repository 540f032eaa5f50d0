import { fold } from "../console/fold";
import { table as columns } from "../console/table";
import { styled } from "../console/terminal";
import { whoLosesAllCopies } from "./all-copies";
import { failuresOf } from "./failures";
import { withoutEffect } from "./idle-parts";
import { everyoneIn, groupsOf, namesOf } from "./groups";
import { COLUMNS, overview } from "./overview";
import type { Failure } from "./failure";
import type { Proof } from "./prove";
import type { Cell } from "./matrix";

/** Columns of a line that most terminals show whole. */
const WIDTHS = { what: 34, answer: 7, who: 44, by: 48 };

/** The matrix for people at a terminal: every question, who may, who may not, and the statements that decide. */
export function table(cells: readonly Cell[]): string {
  const everyone = everyoneIn(cells);
  const lines: string[] = [];
  let area = "";
  let label = "";
  for (const { allowed, by, principals, question } of groupsOf(cells)) {
    if (question.area !== area) {
      lines.push(...(area === "" ? [] : [""]), styled("bold", heading(question.area)));
      area = question.area;
      label = "";
    }
    const what = question.label === label ? "" : question.label;
    label = question.label;
    const parts = [
      wrapped(what, WIDTHS.what),
      [allowed ? "yes" : "no"],
      wrapped(namesOf(principals, everyone).join(", "), WIDTHS.who),
      wrapped(by.join(", "), WIDTHS.by),
    ];
    const height = Math.max(...parts.map((column) => column.length));
    for (let index = 0; index < height; index += 1) {
      const [first = "", answer = "", who = "", reason = ""] = parts.map((column) => column[index] ?? "");
      const painted = styled(allowed ? "green" : "red", answer.padEnd(WIDTHS.answer));
      lines.push(`${first.padEnd(WIDTHS.what)}  ${painted}${who.padEnd(WIDTHS.who)}  ${reason}`.trimEnd());
    }
  }
  return lines.join("\n");
}

function heading(area: string): string {
  const { answer, what, who } = WIDTHS;
  return `${area.toUpperCase().padEnd(what)}  ${"".padEnd(answer)}${"who".padEnd(who)}  decided by`;
}

/** What reports the calls of each service that are tampering. */
export function reporters({ services }: Proof["telling"]): string {
  return [
    styled("bold", "TAMPERING IS REPORTED"),
    ...services.flatMap(({ alarms, calls, rules, service }) => [
      `${service}: ${calls} calls`,
      fold(`by alarms: ${alarms.join(", ")}`, "    ", "  "),
      fold(`by rules: ${rules.join(", ")}`, "    ", "  "),
    ]),
  ].join("\n");
}

/** Whom the roles trust that services assume. */
export function trusts({ ofServices }: Proof["roles"]): string {
  return [
    styled("bold", "ROLES OF SERVICES TRUST"),
    ...ofServices.flatMap(({ address, trusted: { conditions, service } }) => [
      `${address}: ${service}`,
      ...conditions.map((condition) => `    ${condition.join(" ")}`),
    ]),
  ].join("\n");
}

/** How it ended, in a few lines. */
export function summary({ cells, mutations, parts }: Pick<Proof, "cells" | "mutations" | "parts">): string {
  const questions = new Set(cells.map(({ question }) => question)).size;
  const principals = new Set(cells.map(({ principal }) => principal.key)).size;
  const idle = mutations.filter(({ flips }) => flips === undefined);
  const idleParts = withoutEffect(parts);
  const count = `${cells.length.toLocaleString("en")} answers to ${questions} questions by ${principals} principals`;
  return [
    `${count}: ${cells.filter(({ decision }) => decision.allowed).length.toLocaleString("en")} yes, the rest no.`,
    `${mutations.length} statements taken out one at a time: ${mutations.length - idle.length} change an answer.`,
    ...idle.map(({ statement }) => styled("red", `  changes nothing: ${statement}`)),
    `${parts.length.toLocaleString("en")} of their parts taken out: ${describeParts(idleParts.length)}.`,
    ...idleParts.map(({ statement }) => styled("yellow", fold(`  changes nothing: ${statement}`))),
  ].join("\n");
}

/** Failures that are shown at first; each is folded, and the rest are said to be there. */
const SHOWN = 6;

/** One screen of 80 columns: who may do what in short, the counts, and what fails, with layer and statement. */
export function screen(proof: Proof, all: string): string {
  const { cells, open, weak } = proof;
  const rows = overview(cells);
  const short = columns(
    [
      { title: "", value: ({ who }) => who },
      ...COLUMNS.map((title, index) => ({ title, value: (row: (typeof rows)[number]) => mark(row.may[index]) })),
    ],
    rows,
  );
  const asked = cells.reduce((sum, { layers }) => sum + layers.length, 0);
  const failures = failuresOf(proof);
  const departures = new Set([...open, ...weak].flatMap(({ reason }) => reason ?? []));
  return [
    short,
    styled("dim", "x all that is asked, o some of it, . nothing, blank: not asked"),
    "",
    summary(proof),
    `${asked.toLocaleString("en")} times a layer was asked alone: ${describeWeak(weak.length)}.`,
    fold(`Who alone can make all copies of the trail's files unreadable: ${losers(cells)}.`),
    ...beyondAnswers(proof),
    ...[...departures].map((reason) => styled("yellow", fold(`open, as a guardrail is not in force: ${reason}`))),
    ...failures.slice(0, SHOWN).map(({ text }) => styled("red", fold(`FAILS: ${text}`))),
    ...restOf(failures, all),
  ].join("\n");
}

/** How many failures are not shown, and of what they are, where it was not shown either: whoever changed several things finds each. */
function restOf(failures: readonly Failure[], all: string): string[] {
  const rest = failures.slice(SHOWN);
  const shown = new Set(["", ...failures.slice(0, SHOWN).map(({ statement }) => statement)]);
  const others = [...new Set(rest.map(({ statement }) => statement))].filter((statement) => !shown.has(statement));
  const named = [...others.slice(0, MOST_NAMED), ...(others.length > MOST_NAMED ? ["..."] : [])].join(", ");
  const of = named === "" ? "" : `, of ${named}`;
  return rest.length === 0 ? [] : [styled("red", fold(`and ${rest.length} more${of}`)), `all of them: ${all}`];
}

const MOST_NAMED = 20;

/** What is judged besides answers, in a line or two each. */
export function beyondAnswers({
  configured,
  roles,
  telling,
}: Pick<Proof, "configured" | "roles" | "telling">): string[] {
  const { calls, faults, open, ways } = telling;
  const toldTwice =
    faults.length === 0
      ? "an alarm and a rule that share nothing report each"
      : `${faults.length} are not reported twice`;
  const leftOut = [...new Set(open.map((one) => one.leftOut))];
  const trusted = roles.failures.length === 0 ? "each trusts whom it is made for" : `${roles.failures.length} faults`;
  return [
    fold(
      `${calls.toLocaleString("en")} calls that are tampering, ${ways.toLocaleString("en")} ways to a topic: ${toldTwice}.`,
    ),
    `${roles.roles} roles: ${trusted}.`,
    ...(configured === undefined
      ? []
      : [
          `${configured.resources.toLocaleString("en")} resources compared: ${describeChanges(configured.failures.length)}.`,
        ]),
    ...leftOut.map((key) => styled("yellow", fold(`open, as the file leaves out or makes wait: ${key}`))),
  ];
}

function describeChanges(count: number): string {
  return count === 0 ? "all are as the configuration has them" : `${count} times not as the configuration has it`;
}

function losers(cells: readonly Cell[]): string {
  const names = whoLosesAllCopies(cells).map(({ label }) => label);
  return names.length === 0 ? "nobody" : names.join(", ");
}

function describeParts(idle: number): string {
  return idle === 0 ? "each changes an answer, or has its reason" : `${idle} change no answer`;
}

function describeWeak(count: number): string {
  return count === 0 ? "each keeps out whom it is to" : `${count} times it did not keep out whom it is to`;
}

function mark(may: string | undefined): string {
  return may === undefined ? "" : may === "all" ? "x" : may === "some" ? "o" : ".";
}

/** Answers that are not what they should be; empty when all are. */
export function surprises(cells: readonly Cell[]): string[] {
  return cells
    .filter(({ decision, expected }) => decision.allowed !== expected)
    .map(({ decision, expected, principal, question }) => {
      const by = decision.by.map(({ layer, sid }) => `${layer} ${sid}`.trim()).join(", ");
      const [is, should] = decision.allowed ? ["can", "should not"] : ["cannot", "should"];
      return `${question.area}: ${principal.label} ${is} ${question.label}, and ${expected ? "should" : should} (${by})`;
    });
}

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > width && line !== "") {
      lines.push(word);
    } else {
      lines[lines.length - 1] = longer;
    }
  }
  return lines;
}
