/**
 * Types of policies of an organization that the pinned provider hashicorp/aws 5.100.0 can enable on the root.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html
 */
export const MANAGED_POLICY_TYPES = [
  "AISERVICES_OPT_OUT_POLICY",
  "BACKUP_POLICY",
  "CHATBOT_POLICY",
  "DECLARATIVE_POLICY_EC2",
  "RESOURCE_CONTROL_POLICY",
  "SERVICE_CONTROL_POLICY",
  "TAG_POLICY",
] as const;

/** Newer ones, as of November 2026. The provider does not know them, and would disable them: it takes its list for all there is. */
export const UNMANAGED_POLICY_TYPES = [
  "BEDROCK_POLICY",
  "INSPECTOR_POLICY",
  "NETWORK_SECURITY_DIRECTOR_POLICY",
  "S3_POLICY",
  "SECURITYHUB_POLICY",
  "UPGRADE_ROLLOUT_POLICY",
] as const;

/** Whether the provider can enable a type. */
export function isManagedPolicyType(type: string): boolean {
  return MANAGED_POLICY_TYPES.some((managed) => managed === type);
}
