import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";

/** The accounts whose principals are asked: one workload represents all of them, which are made alike. */
export function askedAccounts({ accounts, audit, logArchive, management }: LandingZone): Account[] {
  const core = [management, logArchive, audit];
  const workload = accounts.find(({ slug }) => !core.some((account) => account.slug === slug));
  return workload === undefined ? core : [...core, workload];
}
