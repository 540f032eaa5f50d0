import { Among, withoutBeginning } from "./apply-stacks";
import type { StackResult, StackToApply } from "./apply-stacks";
import { stepOf } from "./apply-step";
import type { ApplyStep, StackNow } from "./apply-step";

/** What would become of a stack: what would be begun with it, or what comes of it without. */
export type Foreseen =
  | {
      readonly kind: "begin";
      readonly step: ApplyStep;
      /** Of those applied before it, which it reads. */ readonly reads: readonly string[];
    }
  | { readonly kind: "without"; readonly result: StackResult };

/**
 * What an apply would do as everything is now. What a stack that is applied changes for those that read it is only known then.
 *
 * @param now by stack
 */
export function foresee(
  stacks: readonly StackToApply[],
  now: ReadonlyMap<string, StackNow>,
  isBreakGlass: boolean,
): Map<string, Foreseen> {
  const found = new Map<string, Foreseen>();
  const before = (name: string): StackResult | undefined => {
    const foreseen = found.get(name);
    return foreseen?.kind === "without" ? foreseen.result : undefined;
  };
  const among = new Among(stacks, isBreakGlass, before);
  for (const stack of stacks) {
    const step = stepOf(stack, now.get(stack.stack) ?? {});
    const result = withoutBeginning(stack, step, among);
    const reads = stack.dependsOn.filter((name) => {
      const foreseen = found.get(name);
      return foreseen?.kind === "begin" && foreseen.step.kind !== "record";
    });
    found.set(stack.stack, result === undefined ? { kind: "begin", step, reads } : { kind: "without", result });
  }
  return found;
}
