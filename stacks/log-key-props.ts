import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { LogKeyProps } from "../modules/kms/log-key";
import type { Place } from "../modules/place";
import { bucketArn } from "../modules/s3/bucket-arn";
import type { OrganizationStack } from "./organization-stack";

/** The log key as this landing zone has it, whichever account it stands in. */
export function logKeyProps(place: Place, landingZone: LandingZone, organization: OrganizationStack): LogKeyProps {
  const { arns, audit, breakGlass, logArchive, management, names } = landingZone;
  return {
    place,
    alias: names.logKeyAlias,
    breakGlassRoleArn: roleArn(place, place.accountId, breakGlass.role),
    trailArn: arns.trail,
    trailAccountId: management.id,
    organizationId: organization.organizationId,
    configBucketArn: bucketArn(place, names.configBucket),
    readers: [logArchive, audit].map((account) => accountRootArn(place, organization.account(account).accountId)),
  };
}
