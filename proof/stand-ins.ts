import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";

/** Placeholder for the id of an organization that does not exist yet. */
const ORGANIZATION_ID = "o-exampleorgid";

/**
 * The landing zone as if its organization and all its accounts existed: policies are evaluated with ids, and AWS has yet
 * to invent those of accounts that are to be created.
 */
export function withStandIns(landingZone: LandingZone): LandingZone {
  const taken = new Set(landingZone.accounts.map(({ id }) => id));
  const free = freeIds(taken);
  const accounts = landingZone.accounts.map((account) => ({ ...account, id: account.id ?? free.next().value }));
  const find = ({ slug }: Account) => {
    const account = accounts.find((candidate) => candidate.slug === slug);
    if (account === undefined) {
      throw new Error(`the account "${slug}" is not one of the landing zone's accounts`);
    }
    return account;
  };
  const { audit, logArchive, management, organization } = landingZone;
  return {
    ...landingZone,
    accounts,
    management: { ...management, ...find(management) },
    logArchive: find(logArchive),
    audit: find(audit),
    organization: { ...organization, id: organization.id ?? ORGANIZATION_ID },
  };
}

/** 222222222222, 333333333333 and so on, as far as they are not in use; then 100000000001 and on. */
function* freeIds(taken: ReadonlySet<string | undefined>): Generator<string, string> {
  for (let digit = 2; digit <= 8; digit += 1) {
    const id = String(digit).repeat(12);
    if (!taken.has(id)) {
      yield id;
    }
  }
  for (let number = 100_000_000_001; ; number += 1) {
    if (!taken.has(String(number))) {
      yield String(number);
    }
  }
}
