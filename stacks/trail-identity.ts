import type { LandingZone } from "../config/landing-zone";
import type { TrailIdentity } from "../modules/cloudtrail/trail-identity";
import type { OrganizationStack } from "./organization-stack";

/** The organization trail, whose log files are let in. */
export function trailIdentity(
  { homeRegion, management, names }: LandingZone,
  { organizationId }: OrganizationStack,
): TrailIdentity {
  return { trailName: names.trail, accountId: management.id, region: homeRegion, organizationId };
}
