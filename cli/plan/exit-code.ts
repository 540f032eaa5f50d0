import { EXIT } from "../../console/failure";
import { isLoss } from "./is-loss";
import type { PlanReport } from "./report";

/** What the exit code of `landing-zone plan` says. A wrong command line and a missing program fail, so as not to be mistaken. */
export const PLAN_EXIT = {
  /** As far as was looked: what is as it was applied is not. */
  nothingToChange: EXIT.ok,
  failed: EXIT.failed,
  /** Something is added or altered, or waits to be. */
  changes: 2,
  /** Any danger of docs/review.md, as a policy that lets in more; something is orphaned, or is gone that must not be. */
  losses: 3,
  interrupted: EXIT.interrupted,
} as const;

/** The worst of what was found. */
export function planExitCode({ orphaned, problems, stacks }: PlanReport): number {
  const outcomes = stacks.map(({ outcome }) => outcome);
  if (problems.length > 0 || outcomes.some(({ kind }) => kind === "failed")) {
    return PLAN_EXIT.failed;
  }
  if (orphaned.length > 0 || outcomes.some((outcome) => outcome.kind === "planned" && isLoss(outcome.changes))) {
    return PLAN_EXIT.losses;
  }
  return outcomes.some((outcome) => outcome.kind === "waiting" || (outcome.kind === "planned" && outcome.changed))
    ? PLAN_EXIT.changes
    : PLAN_EXIT.nothingToChange;
}
