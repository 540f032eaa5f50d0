import type { LandingZone } from "../config/landing-zone";
import type { BreakGlassTrust } from "../modules/iam/break-glass-role";
import type { OrganizationStack } from "./organization-stack";

/** Who may assume the role for emergencies, in every account. */
export function breakGlassTrust(
  { breakGlass }: Pick<LandingZone, "breakGlass">,
  organization: Pick<OrganizationStack, "organizationId">,
): BreakGlassTrust {
  const { trustedRoles, trustedUsers } = breakGlass;
  const [first, ...others] = trustedRoles;
  return {
    users: trustedUsers,
    roles:
      first === undefined ? undefined : { patterns: [first, ...others], organizationId: organization.organizationId },
  };
}
