import type { TerraformResourceLifecycle } from "cdktf";

/**
 * The lifecycle of everything that holds logs, keys or accounts: a plan that would destroy or replace it fails.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
export const PREVENT_DESTROY: TerraformResourceLifecycle = { preventDestroy: true };

/**
 * The same for log groups, which Terraform forgets instead of destroying when they are removed from the configuration:
 * they stay in AWS with their events until the retention ends. To manage one again it has to be imported, as Terraform
 * does not create a log group whose name exists.
 */
export const KEPT_LOG_GROUP = { skipDestroy: true, lifecycle: PREVENT_DESTROY } as const;

/**
 * The lifecycle of an IAM policy: IAM cannot change its description, so that Terraform would replace the policy for a text, and fail
 * where somebody has attached it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const DESCRIPTION_STAYS: TerraformResourceLifecycle = { ignoreChanges: ["description"] };

/** The lifecycle of what is named after a setting: another name is there before the one of before goes. */
export const NEW_BEFORE_OLD: TerraformResourceLifecycle = { createBeforeDestroy: true };
