import type { Account } from "./settings";

/** Whether an account is among those that something leaves out, by its slug or by its id. */
export function isExcluded({ id, slug }: Pick<Account, "id" | "slug">, excludedAccounts: readonly string[]): boolean {
  return excludedAccounts.includes(slug) || (id !== undefined && excludedAccounts.includes(id));
}
