import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { PERIODIC } from "./evaluation";

/** Rules about log groups and flow logs. */
export const LOG_RULES = {
  cwLogGroupRetentionPeriodCheck: {
    identifier: "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    title: "A log group forgets its events within a year",
    note: "Flow logs in CloudWatch Logs are kept for 90 days unless `flowLogs.retentionDays` says more; the archive keeps its own.",
    ...PERIODIC,
    parameters: () => ({ MinRetentionTime: "365" }),
    allowedParameters: {
      LogGroupNames: "What the names of the log groups begin with, separated by commas. Default: all.",
      MinRetentionTime:
        "Days that events are kept, at least: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827 or 3653.",
    },
    absentFrom: [],
    controls: [hub("CloudWatch.16"), ...nist("AU-11"), ...pci("10.5.1")],
  },
  cloudWatchLogGroupEncrypted: {
    identifier: "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    title: "A log group is not encrypted with a KMS key of its own",
    ...PERIODIC,
    allowedParameters: { KmsKeyId: "ARN of the key that it has to be." },
    absentFrom: [],
    controls: nist("AU-9(3)", "SC-28"),
    offBecause:
      "CloudWatch Logs encrypts every log group, those of hosts and flow logs here with its own key; the rule wants another for each one.",
  },
  vpcFlowLogsEnabled: {
    identifier: "VPC_FLOW_LOGS_ENABLED",
    title: "A VPC has no flow logs",
    note: "With `flowLogs.vpcs: all` it reports VPCs that came after the last deployment: deploy again.",
    ...PERIODIC,
    allowedParameters: { trafficType: "Traffic that has to be logged: `ACCEPT`, `REJECT` or `ALL`." },
    absentFrom: [],
    controls: [...cis("3.7"), hub("EC2.6"), ...nist("AU-2", "AU-12")],
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
