import { CORE_ACCOUNTS, slugOf } from "../keys";
import type { Configuration } from "../schema";
import type { Account, ManagementAccount } from "./settings";

/** Every account of the landing zone, and the three that each landing zone has. */
export interface Accounts {
  /** Management, log archive and audit account, then the workload accounts in the order of the file. */
  readonly accounts: readonly Account[];
  readonly management: ManagementAccount;
  readonly logArchive: Account;
  readonly audit: Account;
}

/** The accounts with their identifiers in stack and construct ids. */
export function accountsOf({ accounts }: Pick<Configuration, "accounts">): Accounts {
  const management = { slug: CORE_ACCOUNTS.management, ...accounts.management };
  const logArchive = { slug: CORE_ACCOUNTS.logArchive, ...accounts.logArchive };
  const audit = { slug: CORE_ACCOUNTS.audit, ...accounts.audit };
  const workloads = accounts.workloads.map((workload) => ({ slug: slugOf(workload.name), ...workload }));
  return { accounts: [management, logArchive, audit, ...workloads], management, logArchive, audit };
}
