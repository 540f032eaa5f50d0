import { NO_CHANGES } from "../../../review/changes";
import type { Changes } from "../../../review/changes";
import type { OrphanedStack } from "../../../terraform/orphaned-stacks";
import type { Outcome } from "../../../terraform/plan-stack";
import type { PlanReport } from "../../../cli/plan/report";

export const orphanedShop: OrphanedStack = {
  stack: "baseline-shop",
  account: "shop",
  resources: 40,
  state: "terraform.baseline-shop.tfstate",
  advice: "account shop is gone: put it back",
};

/** A plan that changes something if it is given anything. */
export function planned(changes: Partial<Changes>): Outcome {
  return { kind: "planned", changed: Object.keys(changes).length > 0, changes: { ...NO_CHANGES, ...changes } };
}

export function waiting(...waitsFor: string[]): Outcome {
  return { kind: "waiting", waitsFor };
}

export function failed(...problems: string[]): Outcome {
  return { kind: "failed", problems };
}

/** Stacks `stack-0`, `stack-1`, ... of one account. */
export function reportOf(outcomes: readonly Outcome[]): PlanReport {
  const stacks = outcomes.map((outcome, index) => ({ stack: `stack-${index}`, account: "audit", outcome }));
  return {
    terraform: "terraform",
    output: "cdktf.out",
    breakGlassRole: "example-break-glass",
    stacks,
    ledger: "landing-zone.lock.json",
    stillOn: [],
    ignored: [],
    orphaned: [],
    problems: [],
  };
}
