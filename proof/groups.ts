import type { Cell } from "./matrix";
import type { Principal } from "./principal";
import type { Question } from "./questions/question";

/** Principals that one question is answered alike, for the same reason. */
export interface Group {
  readonly question: Question;
  readonly allowed: boolean;
  /** What decides, the same for all: `SCP LogObjects` */
  readonly by: readonly string[];
  readonly principals: readonly Principal[];
}

/** The cells of a table in which every line says something else; what is allowed comes first. */
export function groupsOf(cells: readonly Cell[]): Group[] {
  const groups = new Map<Question, Map<string, { cells: Cell[]; by: string[] }>>();
  for (const cell of cells) {
    const by = [...new Set(cell.decision.by.map(({ layer, sid }) => (layer === "" ? sid : `${layer} ${sid}`)))];
    const ofQuestion = groups.get(cell.question) ?? new Map<string, { cells: Cell[]; by: string[] }>();
    const key = `${cell.decision.allowed} ${by.join(", ")}`;
    const group = ofQuestion.get(key) ?? { cells: [], by };
    group.cells.push(cell);
    ofQuestion.set(key, group);
    groups.set(cell.question, ofQuestion);
  }
  return [...groups].flatMap(([question, ofQuestion]) =>
    [...ofQuestion.values()]
      .map(({ by, cells: same }) => ({
        question,
        allowed: same[0]?.decision.allowed ?? false,
        by,
        principals: same.map(({ principal }) => principal),
      }))
      .sort((a, b) => Number(b.allowed) - Number(a.allowed)),
  );
}

export function everyoneIn(cells: readonly Cell[]): Principal[] {
  return [...new Set(cells.map(({ principal }) => principal))];
}

/**
 * Who they are, shorter: all four administrators of an account are `all of audit`, and so on by what principals are part of,
 * as long as nobody of it is missing.
 *
 * @param everyone all principals that there are
 */
export function namesOf(principals: readonly Principal[], everyone: readonly Principal[]): string[] {
  const wholes = new Map<string, string[]>();
  for (const { key, partOf = [] } of everyone) {
    for (const whole of partOf) {
      wholes.set(whole, [...(wholes.get(whole) ?? []), key]);
    }
  }
  const left = new Map(principals.map(({ key, label }) => [key, label]));
  const names: string[] = [];
  for (const [whole, keys] of [...wholes].sort(([, a], [, b]) => b.length - a.length)) {
    if (keys.length > 1 && keys.every((key) => left.has(key))) {
      names.push(whole);
      keys.forEach((key) => left.delete(key));
    }
  }
  return [...names, ...left.values()];
}
