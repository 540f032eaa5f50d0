/** AWS Config: recorder and rules of an account. What is not here is not for others to import, and changes without notice. */
export { AccountRule } from "./account-rule";
export type { AccountRuleProps } from "./account-rule";
export { AccountRules } from "./account-rules";
export type { AccountRulesProps, CatalogRule } from "./account-rules";
export { ConfigRecorder } from "./config-recorder";
export type { ConfigRecorderProps } from "./config-recorder";
export type { ExecutionFrequency } from "./execution-frequency";
export type { RecordingProps } from "./recording";
export type { GlobalResourceTypes, RecordedTypes } from "./recording-group";
export type { RecordingFrequency } from "./recording-mode";
export type { RuleRemediation } from "./rule-remediation";
