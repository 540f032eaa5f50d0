import type { AppliedStack } from "../../terraform/apply-stacks";

/** How `apply` ends. */
export const APPLY_EXIT = {
  /** Everything that was reviewed is applied, or there was nothing to do. */
  ok: 0,
  /** A stack failed, or could not be locked. */
  failed: 1,
  /** Something would be applied, is to be reviewed again, or is left: what waits, and what needs break-glass. */
  left: 2,
  /** Something is not as it was reviewed. */
  refused: 4,
  /** EX_USAGE of sysexits.h: the command line, or a file that it names, is wrong. */
  usage: 64,
  interrupted: 130,
} as const;

/** How an apply ends that nobody interrupted. */
export function exitCodeOf(applied: readonly AppliedStack[]): number {
  const has = (...kinds: AppliedStack["result"]["kind"][]) => applied.some(({ result }) => kinds.includes(result.kind));
  if (has("failed", "locked")) {
    return APPLY_EXIT.failed;
  }
  if (has("stale") && !has("applied")) {
    return APPLY_EXIT.refused;
  }
  return applied.some(({ result }) => isLeft(result)) ? APPLY_EXIT.left : APPLY_EXIT.ok;
}

/** Whether something of a stack is still to be done. */
export function isLeft(result: AppliedStack["result"]): boolean {
  const { kind } = result;
  // What needs no break-glass role was not asked for.
  return !(["applied", "done", "skipped", "unchanged"].includes(kind) || (kind === "left" && result.why === "other"));
}
