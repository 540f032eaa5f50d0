import { styled } from "../console/terminal";
import { everyoneIn, groupsOf, namesOf } from "./groups";
import type { Cell } from "./matrix";
import type { Mutation } from "./mutations";

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
    const columns = [
      wrapped(what, WIDTHS.what),
      [allowed ? "yes" : "no"],
      wrapped(namesOf(principals, everyone).join(", "), WIDTHS.who),
      wrapped(by.join(", "), WIDTHS.by),
    ];
    const height = Math.max(...columns.map((column) => column.length));
    for (let index = 0; index < height; index += 1) {
      const [first = "", answer = "", who = "", reason = ""] = columns.map((column) => column[index] ?? "");
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

/** How it ended, in a few lines. */
export function summary(cells: readonly Cell[], mutations: readonly Mutation[]): string {
  const questions = new Set(cells.map(({ question }) => question)).size;
  const principals = new Set(cells.map(({ principal }) => principal.key)).size;
  const withoutEffect = mutations.filter(({ flips }) => flips === undefined);
  const count = `${cells.length.toLocaleString("en")} answers to ${questions} questions by ${principals} principals`;
  return [
    `${count}: ${cells.filter(({ decision }) => decision.allowed).length.toLocaleString("en")} yes, the rest no.`,
    `${mutations.length} statements taken out one at a time: ${mutations.length - withoutEffect.length} change an answer.`,
    ...withoutEffect.map(({ statement }) => styled("red", `  changes nothing: ${statement}`)),
  ].join("\n");
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
