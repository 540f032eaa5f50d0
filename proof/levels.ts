import type { LandingZone } from "../config/landing-zone";
import type { PolicyType } from "../config/guardrails";
import type { OrganizationPolicy, Policies } from "./policies";

/** What is attached to the root and to the organizational units above an account; nothing binds the management account. */
export function levelsOf(
  { accounts, management }: Pick<LandingZone, "accounts" | "management">,
  { organization }: Pick<Policies, "organization">,
  accountId: string | undefined,
  type: PolicyType,
): OrganizationPolicy[][] {
  const account = accounts.find(({ id }) => id === accountId);
  if (account === undefined || account.slug === management.slug) {
    return [];
  }
  const names = account.organizationalUnit?.split("/") ?? [];
  const units = names.map((_, index) => names.slice(0, index + 1).join("/"));
  const ofType = organization.filter((policy) => policy.type === type);
  return [
    ofType.filter(({ organizationalUnits }) => organizationalUnits.length === 0),
    ...units.map((unit) => ofType.filter(({ organizationalUnits }) => organizationalUnits.includes(unit))),
  ];
}
