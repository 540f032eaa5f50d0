import type { TerraformResourceLifecycle } from "cdktf";

/**
 * The lifecycle of everything that holds logs, keys or accounts: a plan that would destroy or replace it fails.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
export const PREVENT_DESTROY: TerraformResourceLifecycle = { preventDestroy: true };

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
