import type { Environment } from "../environment";
import type { BucketProtection } from "./bucket-protection";

/** Keys that say on whose behalf a service delivers: some account of the organization, or the bucket's own. */
export function onBehalfOf(
  { accountId }: Pick<Environment, "accountId">,
  { organizationId }: BucketProtection = {},
): Readonly<Record<string, string>> {
  return organizationId === undefined ? { "aws:SourceAccount": accountId } : { "aws:SourceOrgID": organizationId };
}
