/**
 * AWS Config: recorder and rules of an account; rules, conformance packs and aggregators of an organization. What is not here is
 * not for others to import, and changes without notice.
 */
export { ConfigAccessPolicies } from "./access-policies";
export type { ConfigAccessPoliciesProps } from "./access-policies";
export { AccountRule } from "./account-rule";
export type { AccountRuleProps } from "./account-rule";
export { AccountRules } from "./account-rules";
export type { AccountRulesProps, CatalogRule } from "./account-rules";
export { AggregateAuthorization } from "./aggregate-authorization";
export type { AggregateAuthorizationProps } from "./aggregate-authorization";
export { ConfigRecorder } from "./config-recorder";
export type { ConfigRecorderProps } from "./config-recorder";
export { ConfigRecorderRole } from "./config-recorder-role";
export type { ConfigRecorderRoleProps } from "./config-recorder-role";
export type { ExecutionFrequency } from "./execution-frequency";
export { ExternalAggregator } from "./external-aggregator";
export type { ExternalAggregatorProps } from "./external-aggregator";
export { MfaDeleteRule } from "./mfa-delete-rule";
export type { MfaDeleteRuleProps } from "./mfa-delete-rule";
export { MultiAccountSetupRole } from "./multi-account-setup-role";
export type { MultiAccountSetupRoleProps } from "./multi-account-setup-role";
export { OrganizationAggregator } from "./organization-aggregator";
export type { OrganizationAggregatorProps } from "./organization-aggregator";
export { OrganizationConformancePack } from "./organization-conformance-pack";
export type { OrganizationConformancePackProps } from "./organization-conformance-pack";
export { OrganizationFunctionRule } from "./organization-function-rule";
export type { FunctionRuleTrigger, OrganizationFunctionRuleProps } from "./organization-function-rule";
export { OrganizationManagedRule } from "./organization-managed-rule";
export type { OrganizationManagedRuleProps } from "./organization-managed-rule";
export { OrganizationPolicyRule } from "./organization-policy-rule";
export type { OrganizationPolicyRuleProps, PolicyRuleTrigger } from "./organization-policy-rule";
export type { OrganizationRuleProps } from "./organization-rule";
export { OrganizationRules } from "./organization-rules";
export type { OrganizationCatalogRule, OrganizationRulesProps } from "./organization-rules";
export type { RecordingProps } from "./recording";
export type { GlobalResourceTypes, RecordedTypes } from "./recording-group";
export type { RecordingFrequency } from "./recording-mode";
export { RemediationRole } from "./remediation-role";
export type { RemediationRoleProps } from "./remediation-role";
export type { RuleRemediation } from "./rule-remediation";
