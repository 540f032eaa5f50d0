import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atOnce, queue } from "../console/at-once";
import { planFileIn, planStack } from "./plan-stack";
import type { Outcome, Planner } from "./plan-stack";

export interface PlannedStack {
  readonly stack: string;
  /** Slug of the account that the stack is applied in. */
  readonly account: string;
  readonly outcome: Outcome;
}

export interface PlanStacksOptions extends Pick<
  Planner,
  "env" | "lock" | "onPlan" | "outdir" | "signal" | "terraform" | "variablesOf"
> {
  readonly stacks: readonly Pick<PlannedStack, "stack" | "account">[];
  /** Stacks planned at the same time. */
  readonly parallelism: number;
  readonly onPlanned?: (planned: PlannedStack) => void;
}

/** Plans synthesized stacks, several at the same time; answers in their order. */
export async function planStacks({
  onPlanned,
  parallelism,
  stacks,
  ...planner
}: PlanStacksOptions): Promise<PlannedStack[]> {
  const planFolder = mkdtempSync(join(tmpdir(), "landing-zone-plans-"));
  const inTurn = queue();
  const remove = (): void => {
    rmSync(planFolder, { recursive: true, force: true });
  };
  // Plans hold secrets, and a process ends at once when nobody reads what it prints.
  process.once("exit", remove);
  try {
    return await atOnce(parallelism, stacks, async ({ account, stack }) => {
      const planned = { stack, account, outcome: await planStack(stack, { ...planner, inTurn, planFolder }) };
      // All of them together may be more than the disk has.
      rmSync(planFileIn(planFolder, stack), { force: true });
      onPlanned?.(planned);
      return planned;
    });
  } finally {
    process.off("exit", remove);
    remove();
  }
}
