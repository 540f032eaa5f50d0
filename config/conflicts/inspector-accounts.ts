import { ALL_ACCOUNTS } from "../inspector/targets";
import { slugOf } from "../keys";
import type { Located, Reading } from "../readable";
import type { Finding } from "../source/document";
import { accountNames, accountsOf } from "./accounts";
import { unknown, wrong } from "./finding";

/** Accounts of a list that the landing zone does not have, by name or id; `all` stands alone. */
export function unknownAccounts(reading: Reading, chosen: readonly Located[]): Finding[] {
  const names = accountNames(reading);
  const ids = accountsOf(reading).flatMap(({ account: { id } }) => id ?? []);
  const all = chosen.find((account) => account.value === ALL_ACCOUNTS);
  if (all !== undefined) {
    return chosen.length === 1
      ? []
      : [wrong(all, "are all accounts, beside which others say nothing", { fix: "keep all, or keep the others" })];
  }
  return names === undefined
    ? []
    : chosen
        .filter((account) => !ids.includes(account.value) && !names.map(slugOf).includes(slugOf(account.value)))
        .flatMap((account) =>
          unknown([account], [ALL_ACCOUNTS, ...names], "there is no such account in this landing zone"),
        );
}
