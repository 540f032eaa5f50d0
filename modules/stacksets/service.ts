/**
 * Service principal of StackSets, to be among the organization's trusted services. That is not all: CloudFormation has a
 * switch of its own, for which Terraform has no resource. Somebody has to set it once, in the management account, before the
 * first stack set: `aws cloudformation activate-organizations-access`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export const STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com";

/**
 * Names of the roles that StackSets makes and acts with in member accounts. They are no service-linked roles, so guardrails
 * bind them and have to let them do what a template does.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgAdminServiceRolePolicy.html
 */
export const STACK_SETS_EXECUTION_ROLES = "stacksets-exec-*";
