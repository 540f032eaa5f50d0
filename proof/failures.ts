import type { Failure } from "./failure";
import { everyoneIn, namesOf } from "./groups";
import { withoutEffect } from "./idle-parts";
import type { Cell } from "./matrix";
import type { Proof } from "./prove";
import { failuresOfTelling } from "./told-twice/failures";
import type { WeakLayer } from "./weak-layers";

/** Everything that a proof fails for; empty when it holds. */
export function failuresOf(proof: Proof): Failure[] {
  const { configured, parts, roles, telling } = proof;
  return [
    ...failuresOfAnswers(proof),
    ...failuresOfTelling(telling.faults),
    ...roles.failures,
    ...(configured?.failures ?? []),
    ...withoutEffect(parts).map(({ statement }) => ({ statement, text: `no answer depends on ${statement}` })),
  ];
}

/** What the answers to questions fail for. */
export function failuresOfAnswers({
  cells,
  mutations,
  open,
  weak,
}: Pick<Proof, "cells" | "mutations" | "open" | "weak">): Failure[] {
  const isOpen = new Set(open.map(({ cell }) => cell));
  return [
    ...surprisesOf(cells.filter((cell) => !isOpen.has(cell))),
    ...weakStatements(weak.filter(({ reason }) => reason === undefined)),
    ...mutations
      .filter(({ flips }) => flips === undefined)
      .map(({ statement }) => ({ statement, text: `no answer depends on ${statement}` })),
  ];
}

/** Answers of all layers together that are not as they should be, each question once for those who can and those who cannot. */
function surprisesOf(cells: readonly Cell[]): Failure[] {
  const everyone = everyoneIn(cells);
  const groups = new Map<string, Cell[]>();
  for (const cell of cells.filter(({ decision, expected }) => decision.allowed !== expected)) {
    const key = [cell.question.area, cell.question.label, cell.expected].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map((group) => {
    const [{ expected, question } = { expected: false, question: { area: "", label: "" } }] = group;
    const by = group.flatMap(({ decision }) => decision.by.map(({ layer, sid }) => `${layer} ${sid}`.trim()));
    const who = namesOf(
      group.map(({ principal }) => principal),
      everyone,
    );
    const verb = expected ? "cannot, and should" : "can, and should not";
    const why = `(${[...new Set(by)].join(", ")})`;
    return { statement: "", text: `${question.area}: ${question.label}: ${who.join(", ")} ${verb} ${why}` };
  });
}

/** Statements that do not keep out whom they are to, with all that they do not keep them from. */
function weakStatements(weak: readonly WeakLayer[]): Failure[] {
  const byStatement = new Map<string, WeakLayer[]>();
  for (const one of weak) {
    const key = `${one.layer} ${one.statement}`;
    byStatement.set(key, [...(byStatement.get(key) ?? []), one]);
  }
  return [...byStatement].map(([statement, ones]) => {
    const all = (values: (one: WeakLayer) => readonly string[]): string =>
      [...new Set(ones.flatMap(values))].join(", ");
    const letIn = all((one) => one.letIn);
    const whom = all(({ principals }) => principals);
    const what = `${all(({ action }) => [action])} (${all(({ area }) => [area])})`;
    const by = letIn === "" ? "" : `; by itself the layer leaves it to ${letIn}`;
    return { statement, text: `${statement} does not keep ${whom} from ${what}${by}` };
  });
}
