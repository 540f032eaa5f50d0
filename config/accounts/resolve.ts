import { CORE_ACCOUNTS, slugOf } from "../keys";
import type { Configuration } from "../schema";
import type { Accounts } from "./settings";

/** The accounts with their identifiers in stack and construct ids. */
export function accountsOf({ accounts }: Pick<Configuration, "accounts">): Accounts {
  const management = { slug: CORE_ACCOUNTS.management, ...accounts.management };
  const logArchive = { slug: CORE_ACCOUNTS.logArchive, ...accounts.logArchive };
  const audit = { slug: CORE_ACCOUNTS.audit, ...accounts.audit };
  const workloads = accounts.workloads.map((workload) => ({ slug: slugOf(workload.name), ...workload }));
  return { accounts: [management, logArchive, audit, ...workloads], management, logArchive, audit };
}
