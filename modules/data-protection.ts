import type { TerraformResourceLifecycle } from "cdktf";

/**
 * The lifecycle of everything that holds logs, keys or accounts: a plan that would destroy or replace it fails.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
export const PREVENT_DESTROY: TerraformResourceLifecycle = { preventDestroy: true };

/**
 * Of log groups, besides: one that is taken out of the configuration leaves the state and stays in AWS with its events until
 * their retention ends, where other things are kept by their own policies. Terraform makes none of a name that exists: it has
 * to be imported when it comes back.
 */
export const KEPT_LOG_GROUP = { skipDestroy: true, lifecycle: PREVENT_DESTROY } as const;

/**
 * Terraform types whose loss is the loss of logs, keys or accounts. `LandingZoneStack` refuses to synthesize one
 * without `prevent_destroy`.
 */
export const PROTECTED_RESOURCE_TYPES: ReadonlySet<string> = new Set([
  "aws_cloudtrail",
  "aws_cloudwatch_log_group",
  "aws_kms_key",
  "aws_organizations_account",
  "aws_organizations_organization",
  "aws_organizations_organizational_unit",
  "aws_s3_bucket",
]);
