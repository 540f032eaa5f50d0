import type { Partition } from "../../aws/regions";

/** A role of one name in several accounts, which policies that let somebody assume it are about. */
export interface RolesOfAccounts {
  readonly partition: Partition;
  /** `o-...`, or a token of Terraform. */
  readonly organizationId: string;
  readonly accountIds: readonly string[];
  readonly roleName: string;
}

/** So many ARNs leave a managed policy room for other statements, however long the role's name is. */
const MOST_LISTED = 40;

export interface ResourcesOfPolicy {
  readonly resources: readonly string[];
  /** @default - none: ARNs in full say it */
  readonly condition?: { readonly StringEquals: { readonly "aws:ResourceOrgID": string } };
}

/**
 * Each by its ARN, or where they are many by a pattern, of the organization's accounts: a policy of more ARNs would be longer
 * than IAM takes. The roles' own trust policies decide in any case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
export function rolesOfAccounts(roles: RolesOfAccounts): ResourcesOfPolicy {
  const { accountIds, organizationId, partition, roleName } = roles;
  const arn = (accountId: string) => `arn:${partition}:iam::${accountId}:role/${roleName}`;
  return accountIds.length <= MOST_LISTED
    ? { resources: accountIds.map(arn) }
    : { resources: [arn("*")], condition: { StringEquals: { "aws:ResourceOrgID": organizationId } } };
}
