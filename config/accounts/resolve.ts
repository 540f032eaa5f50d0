import { CORE_ACCOUNTS, slugOf } from "../keys";
import type { Configuration } from "../schema";
import type { Account, Accounts } from "./settings";

const CORE_SLUGS: readonly string[] = Object.values(CORE_ACCOUNTS);

/** The accounts with their identifiers in stack and construct ids. */
export function accountsOf({ accounts }: Pick<Configuration, "accounts">): Accounts {
  const management = { slug: CORE_ACCOUNTS.management, ...accounts.management };
  const logArchive = { slug: CORE_ACCOUNTS.logArchive, ...accounts.logArchive };
  const audit = { slug: CORE_ACCOUNTS.audit, ...accounts.audit };
  // Where there is a ledger, workloads have the slugs that it recorded: see config/ledger/identified.
  const workloads = accounts.workloads.map((workload) => ({ slug: slugOf(workload.name), ...workload }));
  return { accounts: [management, logArchive, audit, ...workloads], management, logArchive, audit };
}

/** Slug of an account that the file names by its name or its id, a core account by what it is for. */
export function slugIn({ accounts }: Pick<Accounts, "accounts">, named: string): string {
  const wanted = slugOf(named);
  return accounts.find((account) => account.id === named || calledBy(account) === wanted)?.slug ?? wanted;
}

function calledBy({ name, slug }: Pick<Account, "name" | "slug">): string {
  return CORE_SLUGS.includes(slug) ? slug : slugOf(name);
}
