import type { ManifestStack } from "./plan-manifest";
import type { StateHead } from "./states";

/** What the last apply of a stack left beside its state. */
export interface LastApply extends StateHead {
  /** The key of the stack when it was applied completely. */
  readonly key?: string;
  /** SHA-256 of the reviewed plan whose apply failed, and has left the state so. */
  readonly unfinished?: string;
}

/** How a stack is now. */
export interface StackNow {
  /** Absent where there is no state yet. */
  readonly state?: StateHead;
  readonly last?: LastApply;
  /** Absent where a stack that it reads has no state. */
  readonly key?: string;
}

/** Why a stack is planned again before it is applied. */
export type WhyAgain =
  /** What it reads of other stacks is not what it was. */
  | "upstream"
  /** An apply of the reviewed plan failed, and has done some of it. */
  | "unfinished"
  /** It was planned with a role that only reads. */
  | "role"
  /** Its state was changed, though nothing was to change. */
  | "state"
  /** Nobody has sealed that nothing was to change, and there is no plan that says so. */
  | "unsealed";

/** What a manifest says of a stack, and whether it is sealed: what no plan shows is taken from a sealed one alone. */
export interface SaidOfStack extends ManifestStack {
  readonly isSealed: boolean;
}

/** What is to be done with a stack whose plan was reviewed. */
export type ApplyStep =
  /** Nothing: it was applied already, or is as it was when it was skipped. */
  | { readonly kind: "done" }
  /** Nothing would change: that is recorded. */
  | { readonly kind: "record" }
  | { readonly kind: "apply" }
  | { readonly kind: "planAgain"; readonly why: WhyAgain }
  /** Somebody else has changed the state since it was planned. */
  | { readonly kind: "stale" };

/**
 * What is to be done with a stack that was planned.
 *
 * What its own apply has done counts as done: the record beside its state has the stack's key of now, and the state's version. A plan
 * is applied as it was reviewed when what the stack is made from and reads is as it was, which its key says, and so is its state.
 */
export function stepOf(stack: SaidOfStack, { key, last, state }: StackNow): ApplyStep {
  const record = last !== undefined && isSame(last, state) ? last : undefined;
  const isApplied = record?.key !== undefined && record.key === key;
  const isMoved = !isSame(stack.state, state);
  const isAsReviewed = key !== undefined && key === stack.key;
  switch (stack.outcome) {
    case "changes":
      if (isMoved) {
        return isApplied
          ? { kind: "done" }
          : record?.unfinished !== undefined && record.unfinished === stack.plan?.sha256
            ? { kind: "planAgain", why: "unfinished" }
            : { kind: "stale" };
      }
      if (!isAsReviewed) {
        return { kind: "planAgain", why: "upstream" };
      }
      // A saved plan takes no other variables.
      return stack.role === undefined ? { kind: "apply" } : { kind: "planAgain", why: "role" };
    case "noChanges":
      if (isApplied) {
        return { kind: "done" };
      }
      return isMoved
        ? { kind: "planAgain", why: "state" }
        : !isAsReviewed
          ? { kind: "planAgain", why: "upstream" }
          : stack.isSealed
            ? { kind: "record" }
            : { kind: "planAgain", why: "unsealed" };
    case "skipped":
      // That is all that is known, and the record says it, too, but of a state that somebody has changed since.
      return isApplied || (isAsReviewed && stack.isSealed)
        ? { kind: "done" }
        : { kind: "planAgain", why: isAsReviewed ? "unsealed" : "upstream" };
    default:
      return { kind: "done" };
  }
}

function isSame(one: StateHead | undefined, other: StateHead | undefined): boolean {
  return one?.serial === other?.serial && one?.lineage === other?.lineage;
}
