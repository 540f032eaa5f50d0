import { trailIdentity } from "./trail-identity";
import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { LogKeyProps } from "../modules/kms/log-key";
import type { Environment } from "../modules/environment";
import type { OrganizationStack } from "./organization-stack";

/** The log key's properties in this landing zone, whichever account it is in. */
export function logKeyProps(
  environment: Environment,
  landingZone: LandingZone,
  organization: OrganizationStack,
): LogKeyProps {
  const { audit, breakGlass, logArchive, names } = landingZone;
  return {
    environment,
    alias: names.logKeyAlias,
    breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
    trail: trailIdentity(landingZone, organization),
    configBucketName: names.configBucket,
    readers: [logArchive, audit].map((account) => accountRootArn(environment, organization.account(account).accountId)),
  };
}
