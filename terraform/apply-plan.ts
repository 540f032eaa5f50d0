import { errorsOf } from "./diagnostics";
import { messagesOf } from "./messages";
import type { Message } from "./messages";
import { lockHolderOf } from "./state-lock";
import type { LockHolder } from "./state-lock";
import type { StackTerraform } from "./stack-runner";

/** How many resources Terraform made, altered, destroyed and imported. */
export interface AppliedCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly imported: number;
}

/** What became of applying a plan. */
export type AppliedPlan =
  | { readonly kind: "applied"; readonly counts: AppliedCounts }
  /** Somebody else applies the stack. */
  | { readonly kind: "locked"; readonly holder: LockHolder }
  /** The state was changed after the plan was made. */
  | { readonly kind: "stale" }
  /** `done`: how many resources were done before; `errored`: addresses. */
  | {
      readonly kind: "failed";
      readonly problems: readonly string[];
      readonly done: number;
      readonly errored: readonly string[];
    };

const STALE = "Saved plan is stale";

/**
 * Applies a plan. What it says has been reviewed, so that nothing is asked.
 *
 * @param lockTimeout how long to wait for a lock that somebody else holds: `0s`, `10m`
 * @see https://developer.hashicorp.com/terraform/cli/commands/apply#saved-plan-mode
 */
export async function applyPlan(
  terraform: StackTerraform,
  planFile: string,
  lockTimeout: string,
): Promise<AppliedPlan> {
  const done = await terraform.runUndisturbed(
    "apply",
    "-json",
    "-input=false",
    `-lock-timeout=${lockTimeout}`,
    planFile,
  );
  const errors = errorsOf(done.output);
  if (done.code === 0) {
    return { kind: "applied", counts: countsOf(messagesOf(done.output)) };
  }
  const holder = lockHolderOf(errors);
  if (holder !== undefined) {
    return { kind: "locked", holder };
  }
  if (errors.some(({ summary }) => summary === STALE)) {
    return { kind: "stale" };
  }
  const hooks = messagesOf(done.output);
  const addresses = (type: string) =>
    hooks.flatMap((message) => (message.type === type ? (message.hook?.resource?.addr ?? []) : []));
  return {
    kind: "failed",
    problems: terraform.problemsIn(done),
    done: addresses("apply_complete").length,
    errored: addresses("apply_errored"),
  };
}

function countsOf(messages: readonly Message[]): AppliedCounts {
  const {
    add = 0,
    change = 0,
    import: imported = 0,
    remove = 0,
  } = messages.findLast(({ type }) => type === "change_summary")?.changes ?? {};
  return { add, change, destroy: remove, imported };
}
