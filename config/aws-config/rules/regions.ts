import { FEATURES } from "../../../aws/availability";
import type { ConfigRuleDefinition } from "./definition";

/**
 * Regions that AWS's pages on single rules except, by the names that they have there. The catalog has the exceptions of the
 * newest version of each page that was to be had, of 2025 or 2026, and those of moto's list of rules, which a test compares
 * it with; AWS takes exceptions back as it opens a rule in a region. Where a list was cut off or two disagree, the catalog
 * leaves out more: a rule that is missing does little, one too many breaks the deployment.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managing-rules-by-region-availability.html
 */
export const HYDERABAD = "ap-south-2";
export const MALAYSIA = "ap-southeast-5";
export const MELBOURNE = "ap-southeast-4";
export const NEW_ZEALAND = "ap-southeast-6";
export const TAIPEI = "ap-east-2";
export const THAILAND = "ap-southeast-7";
export const CALGARY = "ca-west-1";
export const MILAN = "eu-south-1";
export const SPAIN = "eu-south-2";
export const ZURICH = "eu-central-2";
export const TEL_AVIV = "il-central-1";
export const MEXICO = "mx-central-1";
export const UAE = "me-central-1";
export const BEIJING = "cn-north-1";
export const NINGXIA = "cn-northwest-1";
export const GOV_CLOUD_EAST = "us-gov-east-1";
export const GOV_CLOUD_WEST = "us-gov-west-1";

/**
 * Regions where AWS Config records no IAM users, groups, roles and policies: most rules about IAM are missing there, too.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-user-mfa-enabled.html
 */
export const WITHOUT_IAM: readonly string[] = FEATURES.configOfIam.absentFrom;

/** Partitions where the root user has no second factor that the rules could see. */
export const OTHER_PARTITIONS = [BEIJING, NINGXIA, GOV_CLOUD_EAST, GOV_CLOUD_WEST] as const;

/**
 * The one of the governed regions where AWS Config records IAM, which is the same in all of them: the home region, unless
 * AWS Config records none there.
 */
export function regionOfIam(homeRegion: string, regions: readonly string[]): string {
  return [homeRegion, ...regions].find(recordsIam) ?? homeRegion;
}

/** Whether AWS Config records IAM's users, groups, roles and policies in a region. */
export function recordsIam(region: string): boolean {
  return !WITHOUT_IAM.includes(region);
}

/** Governed regions that have a rule; the first of them where it says the same in all: if it can be, that of IAM. */
export function regionsOfRule(
  { absentFrom, extent }: Pick<ConfigRuleDefinition, "absentFrom" | "extent">,
  homeRegion: string,
  regions: readonly string[],
): string[] {
  const has = (region: string): boolean => !absentFrom.includes(region);
  // Where IAM is not recorded, rules about it find nothing.
  const inOrder = [regionOfIam(homeRegion, regions), homeRegion, ...regions];
  return extent === "region" ? regions.filter(has) : inOrder.filter(has).slice(0, 1);
}
