import type { PlanJson, ResourceChange } from "./plan-json";

/**
 * Settings of buckets. The policy of a log bucket denies changes of them to everyone but the break-glass role, once it is
 * applied.
 */
const BUCKET_SETTINGS: ReadonlySet<string> = new Set([
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_object_lock_configuration",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_replication_configuration",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
]);

/** What the stacks with log buckets take the role to assume by. */
const ROLE_VARIABLE = "deployment_role";

/** Addresses of what a plan would change in log buckets that exist, sorted; of stacks without log buckets nothing. */
export function changesOfLogBuckets({ resource_changes: changes = [], variables }: PlanJson): string[] {
  return variables?.[ROLE_VARIABLE] === undefined
    ? []
    : changes
        .filter((resource) => BUCKET_SETTINGS.has(resource.type) && isChanged(resource))
        .map(({ address }) => address)
        .sort();
}

function isChanged({ change: { actions } }: ResourceChange): boolean {
  return actions.includes("update") || actions.includes("delete");
}
