import type { Changes } from "../../review/changes";
import type { Outcome } from "../../terraform/plan-stack";

/** What happens to resources that are lost; the words stand wherever colours do not. */
export const ACTIONS = { destroys: "DESTROYS", replaces: "REPLACES" } as const;

/** An outcome in a line, without its counts: what stands beside them in the table. */
export function noteOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "failed":
      return "FAILED";
    case "waiting":
      return `waits for ${outcome.waitsFor.join(", ")}`;
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

function noteOfChanges({ endangered, forgotten, imported, moved, outputs }: Changes): string {
  const replaced = endangered.filter(({ action }) => action === "replaces").length;
  const parts: [number, string][] = [
    [endangered.length - replaced, ACTIONS.destroys],
    [replaced, ACTIONS.replaces],
    [imported, "adopts"],
    [moved, "moves"],
    [forgotten, "lets go of"],
    [outputs, "outputs changed:"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${what} ${count}`)
    .join(", ");
}
