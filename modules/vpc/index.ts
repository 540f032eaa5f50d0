/** Flow logs and default security groups. What is not here is not for others to import, and changes without notice. */
export { StripDefaultSecurityGroups } from "./default-security-groups";
export type { StripDefaultSecurityGroupsProps } from "./default-security-groups";
export { FlowLog } from "./flow-log";
export type { FlowLogProps, FlowLogSource } from "./flow-log";
export type {
  FlowLogBucketDestination,
  FlowLogDestination,
  FlowLogGroupDestination,
  FlowLogSettings,
} from "./flow-log-arguments";
export { FlowLogGroup } from "./flow-log-group";
export type { FlowLogGroupProps } from "./flow-log-group";
export { VpcFlowLogs } from "./vpc-flow-logs";
export type { VpcFlowLogsProps } from "./vpc-flow-logs";
