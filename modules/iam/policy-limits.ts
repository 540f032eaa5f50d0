/**
 * What IAM allows of policies. Blanks are not counted; policies here have none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const IAM_LIMITS = {
  /** Characters of a managed policy. */
  managedPolicy: 6_144,
  /** Managed policies of a role, a group or a user. */
  policiesEach: 10,
  /** Characters of a trust policy, unless the quota was raised. */
  trustPolicy: 2_048,
  /** Inline policies of a role: all of them together. */
  roleInline: 10_240,
  /** Inline policies of a permission set of IAM Identity Center: all of them together. */
  permissionSet: 10_240,
} as const;

/** What stands for a value that AWS has yet to give: none is longer than an organization's id can be. */
const TO_COME = "x".repeat("o-".length + 32);
const TOKEN = /\$\{TfToken\[[^\]]*\]\}/g;

/** Characters that IAM counts; those of values that AWS has yet to give are at most as many. */
export function policyLength(document: string): number {
  return document.replaceAll(TOKEN, TO_COME).length;
}
