import type { TrailIdentity } from "../../../modules/cloudtrail/trail-identity";
import type { BucketProtection } from "../../../modules/s3/bucket-protection";
import type { LogDestination } from "../../../modules/s3/private-bucket";
import type { Statement, Template } from "../../support/terraform";

export const ORGANIZATION_ID = "o-exampleorgid";
export const BREAK_GLASS_ROLE_ARN = "arn:aws:iam::222222222222:role/break-glass";
export const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";

export const TRAIL: TrailIdentity = {
  trailName: "org",
  accountId: "111111111111",
  region: "eu-west-1",
  organizationId: ORGANIZATION_ID,
};

export const PROTECTION: BucketProtection & { readonly organizationId: string } = {
  organizationId: ORGANIZATION_ID,
  minimumTlsVersion: "1.2",
  breakGlassRoleArn: BREAK_GLASS_ROLE_ARN,
  readers: [],
};

/** A bucket of another stack: nothing of it is in the template of the bucket that is tested. */
export const ACCESS_LOG_BUCKET: LogDestination = {
  bucketName: "access",
  ready: { fqn: "aws_s3_bucket_policy.access" },
};

/** The statements of a policy that let somebody in, by Sid. */
export function allowed(template: Template): Record<string, Statement> {
  const statements = Object.entries(template.statements("aws_s3_bucket_policy"));
  return Object.fromEntries(statements.filter(([, { Effect }]) => Effect === "Allow"));
}

/** Which principals may write by the only policy: the condition under which it denies writing. */
export function deniedWriters(template: Template): unknown {
  return template.statements("aws_s3_bucket_policy").DenyOtherWriters?.Condition;
}
