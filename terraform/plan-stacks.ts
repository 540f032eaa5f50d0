import { rmSync } from "node:fs";
import { atOnce, queue } from "../console/at-once";
import { temporaryFolder } from "../console/temporary-folder";
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
  const { path: planFolder, remove } = temporaryFolder("landing-zone-plans-");
  const inTurn = queue();
  try {
    return await atOnce(parallelism, stacks, async ({ account, stack }) => {
      const planned = { stack, account, outcome: await planStack(stack, { ...planner, inTurn, planFolder }) };
      // All of them together may be more than the disk has.
      rmSync(planFileIn(planFolder, stack), { force: true });
      onPlanned?.(planned);
      return planned;
    });
  } finally {
    remove();
  }
}
