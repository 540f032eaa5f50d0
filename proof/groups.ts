import type { Cell } from "./matrix";
import type { Principal } from "./principals";
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

const RANKS = ["root", "admin", "deployment", "break-glass"];

/** Who a group is, shorter: all four administrators of an account are `all of audit`. */
export function namesOf(principals: readonly Principal[], accountKeys: readonly string[]): string[] {
  const keys = new Set(principals.map(({ key }) => key));
  const whole = accountKeys.filter((account) => RANKS.every((rank) => keys.has(`${rank}-${account}`)));
  const covered = new Set(whole.flatMap((account) => RANKS.map((rank) => `${rank}-${account}`)));
  return [
    ...whole.map((account) => `all of ${account}`),
    ...principals.filter(({ key }) => !covered.has(key)).map(({ label }) => label),
  ];
}
