import { DEPLOYMENT_ROLE } from "../aws/role-variables";
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

/**
 * Addresses of what a plan would change in log buckets that exist with their policies, sorted; of stacks without log buckets nothing.
 * What Terraform makes is such a change, too, where the bucket has its policy already: as the bucket is taken back by import, and its
 * settings are put over those that it has, or as it never had that setting.
 */
export function changesOfLogBuckets({ resource_changes: changes = [], variables }: PlanJson): string[] {
  if (variables?.[DEPLOYMENT_ROLE] === undefined) {
    return [];
  }
  const guarded = new Set(changes.filter(isGuarded).flatMap(bucketOf));
  return changes
    .filter((resource) => BUCKET_SETTINGS.has(resource.type))
    .filter(
      (resource) =>
        isChanged(resource) || (isMade(resource) && bucketOf(resource).some((bucket) => guarded.has(bucket))),
    )
    .map(({ address }) => address)
    .sort();
}

function isChanged({ change: { actions } }: ResourceChange): boolean {
  return actions.includes("update") || actions.includes("delete");
}

function isMade({ change: { actions } }: ResourceChange): boolean {
  return actions.includes("create");
}

/** Whether a resource shows that its bucket has its policy: the policy is there, or the bucket was forgotten with it. */
function isGuarded({ change: { actions, importing }, type }: ResourceChange): boolean {
  return (
    (type === "aws_s3_bucket_policy" && actions.join() !== "create") ||
    (type === "aws_s3_bucket" && importing !== undefined)
  );
}

/** Name of the bucket that something is, or is a setting of; none where the bucket is not made yet. */
function bucketOf({ change: { after, before } }: ResourceChange): string[] {
  const bucket = after?.bucket ?? before?.bucket;
  return typeof bucket === "string" ? [bucket] : [];
}
