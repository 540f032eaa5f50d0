import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { LogKeyProps } from "../modules/kms/log-key";
import type { Environment } from "../modules/environment";
import { bucketArn } from "../modules/s3/bucket-arn";
import type { OrganizationStack } from "./organization-stack";

/** The log key's properties in this landing zone, whichever account it is in. */
export function logKeyProps(
  environment: Environment,
  landingZone: LandingZone,
  organization: OrganizationStack,
): LogKeyProps {
  const { arns, audit, breakGlass, logArchive, management, names } = landingZone;
  return {
    environment,
    alias: names.logKeyAlias,
    breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
    trailArn: arns.trail,
    trailAccountId: management.id,
    organizationId: organization.organizationId,
    configBucketArn: bucketArn(environment, names.configBucket),
    readers: [logArchive, audit].map((account) => accountRootArn(environment, organization.account(account).accountId)),
  };
}
