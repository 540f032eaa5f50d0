import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { Place } from "../modules/place";
import type { BucketProtection } from "../modules/s3/bucket-protection";
import type { OrganizationStack } from "./organization-stack";

/** Whom the log buckets of an account keep out: the same for all of them. */
export function bucketProtection(
  place: Place,
  { archive, audit, breakGlass }: LandingZone,
  organization: OrganizationStack,
): BucketProtection {
  const auditId = organization.account(audit).accountId;
  return {
    organizationId: organization.organizationId,
    minimumTlsVersion: archive.minimumTlsVersion,
    breakGlassRoleArn: roleArn(place, place.accountId, breakGlass.role),
    // The bucket's own account needs no permission in its policy.
    readers: auditId === place.accountId ? [] : [accountRootArn(place, auditId)],
  };
}
