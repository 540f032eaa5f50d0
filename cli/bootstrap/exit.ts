import { EXIT } from "../../console/failure";
import type { BootstrapResult } from "./run";

/** How the command ends: 1, something failed, wins over 2. */
export const BOOTSTRAP_EXIT = { ok: EXIT.ok, failed: EXIT.failed, left: 2 } as const;

/** What is left where it was not confirmed, or people decide. */
export function bootstrapExitCode({
  isLeft = false,
  keyToName,
  parts,
  states,
}: Pick<BootstrapResult, "keyToName" | "parts" | "states"> & {
  /** Whether something else is. @default false */
  readonly isLeft?: boolean;
}): number {
  const found: readonly string[] = [...parts.map(({ state }) => state), ...states.map(({ outcome }) => outcome)];
  const has = (...those: readonly string[]) => found.some((state) => those.includes(state));
  return has("failed")
    ? BOOTSTRAP_EXIT.failed
    : isLeft || keyToName !== undefined || has("missing", "different", "refused", "would be moved")
      ? BOOTSTRAP_EXIT.left
      : BOOTSTRAP_EXIT.ok;
}
