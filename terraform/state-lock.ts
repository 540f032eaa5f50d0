import type { Diagnostic } from "./messages";

/** Whoever holds the lock of a state, as far as Terraform says. */
export interface LockHolder {
  readonly id: string;
  /** `user@host`; empty where it is not said. */
  readonly who: string;
  /** `2026-11-30 15:15:12.178654987 +0000 UTC` */
  readonly created: string;
  /** `apply`, `plan`, or as Terraform calls it. */
  readonly operation: string;
}

const NOT_ACQUIRED = "Error acquiring the state lock";

/**
 * Who holds a lock that Terraform did not get. Nothing where it failed for another reason, such as missing permissions: then there is
 * no description of a lock.
 *
 * @see https://developer.hashicorp.com/terraform/language/state/locking
 */
export function lockHolderOf(errors: readonly Diagnostic[]): LockHolder | undefined {
  const text = errors.find(({ summary }) => summary === NOT_ACQUIRED)?.detail ?? "";
  const said = (name: string): string => new RegExp(`^ *${name}: *(.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
  const id = said("ID");
  return id === ""
    ? undefined
    : {
        id,
        who: said("Who"),
        created: said("Created"),
        operation: said("Operation")
          .replace(/^OperationType/, "")
          .toLowerCase(),
      };
}
