/** Logs, metrics and sessions of hosts. What is not here is not for others to import, and changes without notice. */
export { linuxAgentConfiguration, securityLogGroupName, windowsAgentConfiguration } from "./agent-configuration";
export type { AgentConfiguration, AgentConfigurationProps } from "./agent-configuration";
export { AgentParameters } from "./agent-parameters";
export type { AgentParametersProps } from "./agent-parameters";
export { HostLogGroup } from "./host-log-group";
export type { HostLogGroupProps } from "./host-log-group";
export { HostPolicy } from "./host-policy";
export type { HostPolicyProps } from "./host-policy";
export { LOGON_PATTERNS } from "./logon-patterns";
export type { LogonPattern } from "./logon-patterns";
export { MemoryAlarm } from "./memory-alarm";
export type { MemoryAlarmProps } from "./memory-alarm";
export { SessionPreferences } from "./session-preferences";
export type { SessionPreferencesProps } from "./session-preferences";
