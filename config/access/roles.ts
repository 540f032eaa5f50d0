import type { LandingZone } from "../landing-zone";
import { JOB_OF_PIPELINES } from "./keys";
import type { JobFunctionKey } from "./keys";
import type { Access, AccessFunction } from "./settings";

const REVIEWER: string = "reviewer" satisfies JobFunctionKey;

/**
 * Slugs of the accounts that a function is in, but those that are about to leave: these lose what they have of it, but for what pipelines
 * plan the rest with.
 */
export function accountsOfFunction(
  { accounts, key }: Pick<AccessFunction, "accounts" | "key">,
  landingZone: Pick<LandingZone, "access" | "accounts">,
): string[] {
  const { github, gitlab } = landingZone.access?.ci ?? {};
  const isKept = key === REVIEWER && (github !== undefined || gitlab !== undefined);
  const staying = landingZone.accounts.filter(({ leaving }) => leaving !== true || isKept).map(({ slug }) => slug);
  return accounts.filter((account) => staying.includes(account));
}

/**
 * Whether a function has a role in an account that the landing zone makes and policies can be put on. Identity Center makes
 * those of permission sets, and nobody else changes them.
 */
export function hasRole(
  { create, key }: Pick<AccessFunction, "create" | "key">,
  account: string,
  { access, management }: { readonly access: Access; readonly management: Pick<LandingZone["management"], "slug"> },
): boolean {
  const { ci, through } = access;
  if (!create || through.some((way) => way !== "identity-center")) {
    return true;
  }
  const pipelines = ci.github !== undefined || ci.gitlab !== undefined;
  return account === management.slug ? pipelines && JOB_OF_PIPELINES.has(key) : key === REVIEWER;
}
