import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import type { Environment } from "../modules/environment";
import type { BucketProtection } from "../modules/s3/bucket-protection";
import type { OrganizationStack } from "./organization-stack";

/** How the log buckets of an account are protected: all of them the same. */
export function bucketProtection(
  environment: Environment,
  { archive, audit, breakGlass }: LandingZone,
  organization: OrganizationStack,
): BucketProtection & { readonly organizationId: string } {
  const auditId = organization.account(audit).accountId;
  return {
    organizationId: organization.organizationId,
    minimumTlsVersion: archive.minimumTlsVersion,
    breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
    // The bucket's own account needs no permission in its policy.
    readers: auditId === environment.accountId ? [] : [accountRootArn(environment, auditId)],
  };
}
