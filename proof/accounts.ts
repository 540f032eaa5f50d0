import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";
import { stateAccountOf } from "../config/state/place";

/** The accounts whose principals are asked: one workload represents all of them, which are made alike, but that with the states. */
export function askedAccounts(landingZone: LandingZone): Account[] {
  const { accounts, audit, logArchive, management } = landingZone;
  const core = [management, logArchive, audit];
  const workload = accounts.find(({ slug }) => !core.some((account) => account.slug === slug));
  const asked = workload === undefined ? core : [...core, workload];
  const ofStates = stateAccountOf(landingZone);
  return ofStates === undefined || asked.some(({ slug }) => slug === ofStates.slug) ? asked : [...asked, ofStates];
}
