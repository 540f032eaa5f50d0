import { EMERGENCIES } from "../config/access/keys";
import type { Access, AccessFunction, Way } from "../config/access/settings";
import { rolesOfAccounts } from "../config/access/many-roles";
import type { ResourcesOfPolicy } from "../config/access/many-roles";
import type { AccessContext } from "../config/access/statements";
import type { LandingZone } from "../config/landing-zone";
import type { OrganizationStack } from "./organization-stack";

/** Names of the people who have a function, by one of the ways people get in. */
export function holders(access: Access, way: Way, key: string): string[] {
  return access.through.includes(way)
    ? access.people.filter(({ functions }) => functions.includes(key)).map(({ name }) => name)
    : [];
}

/** The function of those who may assume the role for emergencies, which others make. */
export function emergencies(access: Access): AccessFunction | undefined {
  return access.functions.find(({ key }) => key === EMERGENCIES);
}

/** What statements of functions are made from, besides the account that they are in. */
export function statementContext(
  landingZone: LandingZone,
  organization: OrganizationStack,
): Omit<AccessContext, "here"> {
  return {
    landingZone,
    organizationId: organization.organizationId,
    accountId: (slug) => organization.account({ slug }).accountId,
  };
}

/** The roles of a function in all its accounts, but those that are about to leave. */
export function rolesOf(
  { accounts, role }: AccessFunction,
  landingZone: Pick<LandingZone, "accounts" | "partition">,
  organization: Pick<OrganizationStack, "account" | "organizationId">,
): ResourcesOfPolicy {
  const leaving = landingZone.accounts.filter((account) => account.leaving === true).map(({ slug }) => slug);
  return rolesOfAccounts({
    partition: landingZone.partition,
    organizationId: organization.organizationId,
    accountIds: accounts
      .filter((slug) => !leaving.includes(slug))
      .map((slug) => organization.account({ slug }).accountId),
    roleName: role,
  });
}

/** ARN of one of AWS's own policies. */
export function awsPolicyArn({ partition }: Pick<LandingZone, "partition">, name: string): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}
