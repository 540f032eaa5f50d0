/** What is watched and denied, as data: for the modules, and for programs of others. */
export { cisAlarms, logAlarms } from "./alarms";
export type { AlarmChoice, CisVersion, LogAlarmEntry, Variant } from "./alarms";
export { configRules } from "./config-rules";
export type { ConfigRuleChoice, ConfigRuleEntry } from "./config-rules";
export { eventRules } from "./event-rules";
export type { EventRuleEntry } from "./event-rules";
export { guardrailStatements, resourceGuardrailStatements } from "./guardrails";
export type { Guarded, OrganizationStatement } from "./guardrails";
export { logValidatorAlarms } from "./log-validator-alarms";
export type { MetricAlarmEntry, WatchedValidator } from "./log-validator-alarms";
