import type { Account } from "../../config/accounts/settings";
import type { CheckClients } from "./check";

/** Slugs of accounts by their ids, whether configured or created. */
export async function slugsById(
  accounts: readonly Account[],
  { accountId }: Pick<CheckClients, "accountId">,
): Promise<Map<string, string>> {
  const entries = accounts.map(async (account) => [await accountId(account), account.slug] as const);
  return new Map(await Promise.all(entries));
}
