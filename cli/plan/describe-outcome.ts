import type { Changes } from "../../review/changes";
import type { Outcome } from "../../terraform/plan-stack";

/** What happens to resources that are lost; in capitals for those who see no colours. */
export const ACTIONS = {
  destroys: "DESTROYS",
  replaces: "REPLACES",
  moves: "MOVES ACCOUNT",
  disables: "DISABLES",
  shortens: "SHORTENS",
  widens: "WIDENS",
  forgets: "FORGETS",
  fails: "FAILS",
} as const;

/** What marks something that is gone already. */
export const VANISHED = "VANISHED";

/** An outcome in a line, without its counts: what is beside them in the table. */
export function noteOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "failed":
      return "FAILED";
    case "waiting":
      return `waits for ${outcome.waitsFor.join(", ")}`;
    case "skipped":
      return "skipped";
    case "planned":
      return noteOfChanges(outcome.changes);
  }
}

/** An outcome in a line, with its counts. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.kind !== "planned") {
    return noteOf(outcome);
  }
  if (!outcome.changed) {
    return "nothing would change";
  }
  const { add, change, destroy } = outcome.changes;
  return [`${add} to add, ${change} to change, ${destroy} to destroy`, noteOf(outcome)].filter(Boolean).join("; ");
}

function noteOfChanges({ endangered, forgotten, imported, moved, outputs, vanished }: Changes): string {
  const losing = (action: keyof typeof ACTIONS): [number, string] => {
    const resources = endangered.filter((resource) => resource.action === action);
    return [resources.reduce((sum, { disabled = [""] }) => sum + disabled.length, 0), ACTIONS[action]];
  };
  const parts: [number, string][] = [
    losing("destroys"),
    losing("replaces"),
    losing("moves"),
    losing("disables"),
    losing("shortens"),
    losing("widens"),
    losing("fails"),
    [vanished.length, VANISHED],
    [imported, "adopts"],
    [moved, "moves"],
    [forgotten, "forgets"],
    [outputs, "outputs changed:"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${what} ${count}`)
    .join(", ");
}
