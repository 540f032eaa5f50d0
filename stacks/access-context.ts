import type { JobFunctionKey } from "../config/access/function";
import type { Access, AccessFunction, Way } from "../config/access/settings";
import { statementsOf } from "../config/access/statements";
import type { AccessStatement } from "../config/access/statement";
import type { LandingZone } from "../config/landing-zone";
import { splitPolicy } from "../modules/iam/split-policy";
import type { OrganizationStack } from "./organization-stack";

const EMERGENCIES: JobFunctionKey = "breakGlass";

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

/** What a function may and may not do in an account. */
export function functionStatements(
  landingZone: LandingZone,
  organization: OrganizationStack,
  job: AccessFunction,
  here: string,
): readonly AccessStatement[] {
  return statementsOf(job, {
    landingZone,
    organizationId: organization.organizationId,
    accountId: (slug) => organization.account({ slug }).accountId,
    here,
  });
}

/** How many policies a function needs in the account where it needs most: all of its accounts have as many. */
export function functionPolicyCount(
  landingZone: LandingZone,
  organization: OrganizationStack,
  job: AccessFunction,
): number {
  const counts = job.accounts.map(
    (slug) => splitPolicy(job.role, functionStatements(landingZone, organization, job, slug)).length,
  );
  return Math.max(0, ...counts);
}

/** ARN of one of AWS's own policies. */
export function awsPolicyArn({ partition }: Pick<LandingZone, "partition">, name: string): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}
