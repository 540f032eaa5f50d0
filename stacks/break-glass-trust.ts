import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, permissionSetArn } from "../modules/iam/arns";
import type { BreakGlassTrust } from "../modules/iam/break-glass-role";
import { emergencies, holders } from "./access-context";
import type { OrganizationStack } from "./organization-stack";

/** Who may assume the role for emergencies, in every account: those that the file names, and people with the function. */
export function breakGlassTrust(
  { access, breakGlass, partition }: Pick<LandingZone, "access" | "breakGlass" | "partition">,
  organization: Pick<OrganizationStack, "account" | "organizationId">,
): BreakGlassTrust {
  const { trustedRoles, trustedUsers } = breakGlass;
  const users = { users: trustedUsers };
  const job = access === undefined ? undefined : emergencies(access);
  if (access === undefined || job === undefined) {
    return { ...users, roles: rolesOf(trustedRoles, organization) };
  }
  const { accountId } = organization.account({ slug: access.identityAccount });
  const permissionSet = access.through.includes("identity-center")
    ? [permissionSetArn({ partition }, accountId, job.permissionSet)]
    : [];
  const [first, ...others] = holders(access, "users", job.key);
  return {
    ...users,
    people:
      first === undefined
        ? undefined
        : {
            accountRootArn: accountRootArn({ partition }, accountId),
            userNames: [first, ...others],
            organizationId: organization.organizationId,
          },
    roles: rolesOf([...trustedRoles, ...permissionSet], organization),
  };
}

function rolesOf(
  [first, ...others]: readonly string[],
  { organizationId }: Pick<OrganizationStack, "organizationId">,
): BreakGlassTrust["roles"] {
  return first === undefined ? undefined : { patterns: [first, ...others], organizationId };
}
