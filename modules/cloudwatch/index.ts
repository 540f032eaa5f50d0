/** Alarms and their dashboard. What is not here is not for others to import, and changes without notice. */
export { CloudWatchAccessPolicies } from "./access-policies";
export type { CloudWatchAccessPoliciesProps } from "./access-policies";
export { AlarmDashboard } from "./alarm-dashboard";
export type { AlarmDashboardProps, AlarmSection } from "./alarm-dashboard";
export { LogAlarm } from "./log-alarm";
export type { LogAlarmProps } from "./log-alarm";
export { LogAlarms } from "./log-alarms";
export type { CatalogAlarm, LogAlarmsProps } from "./log-alarms";
export { MetricAlarm } from "./metric-alarm";
export type { MetricAlarmProps } from "./metric-alarm";
