/** What the two configurations of the CloudWatch agent have in common. */
export interface AgentConfigurationProps {
  /**
   * Namespace of the metrics; at most 255 characters, not beginning with `AWS/`. `HostPolicy` lets hosts publish in no
   * other.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
   */
  readonly namespace: string;
  /** What the name of the log group begins with, without a slash at its end: see `securityLogGroupName`. */
  readonly logGroupPrefix: string;
}

/** The agent's JSON, as an object. */
export type AgentConfiguration = Readonly<Record<string, unknown>>;

/** The metrics of memory use that the agent publishes, in percent; on Windows of what can be committed, page files included. */
export const MEMORY_METRICS = { linux: "mem_used_percent", windows: "Memory % Committed Bytes In Use" } as const;

const COLLECTION_INTERVAL_SECONDS = 60;

/** Logon, failed logon, logoff, logon with explicit credentials, logon of an administrator. */
const WINDOWS_LOGON_EVENT_IDS = [4624, 4625, 4634, 4648, 4672];

/** Name of the log group of the hosts' security logs: that of `HostLogGroup`, which has to be there first. */
export function securityLogGroupName(logGroupPrefix: string): string {
  return `${logGroupPrefix}/security`;
}

/**
 * The CloudWatch agent's configuration for Linux: memory and root file system every minute, and what sshd, sudo and PAM
 * log, which CloudTrail does not record.
 *
 * `/var/log/secure` is that of Amazon Linux 2 and the Red Hat family, `/var/log/auth.log` that of Debian and Ubuntu; the
 * agent waits for a file that is not there. **Amazon Linux 2023 has neither: it logs to journald only, which this does not
 * collect. Install `rsyslog` there (`dnf install rsyslog`, then enable and start it), and it writes `/var/log/secure`.**
 *
 * Only root reads these files, so that the agent runs as root. The time of an event is when the agent read it: the lines'
 * own times differ from distribution to distribution and are kept in the text. Retention is the log group's: a host that
 * could set it could shorten it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 * @see https://docs.aws.amazon.com/linux/al2023/ug/journald.html
 */
export function linuxAgentConfiguration({ logGroupPrefix, namespace }: AgentConfigurationProps): AgentConfiguration {
  const file = (path: string, stream: string): AgentConfiguration => ({
    file_path: path,
    log_group_name: securityLogGroupName(logGroupPrefix),
    log_stream_name: `{instance_id}/${stream}`,
  });
  return {
    agent: { metrics_collection_interval: COLLECTION_INTERVAL_SECONDS, run_as_user: "root" },
    metrics: metrics(namespace, {
      mem: { measurement: [MEMORY_METRICS.linux] },
      disk: { measurement: ["used_percent"], resources: ["/"], drop_device: true },
    }),
    logs: {
      logs_collected: {
        files: { collect_list: [file("/var/log/secure", "secure"), file("/var/log/auth.log", "auth")] },
      },
    },
  };
}

/**
 * The CloudWatch agent's configuration for Windows: memory and system drive every minute, and the Security channel's
 * logons, RDP included, which CloudTrail does not record.
 *
 * `INFORMATION` is the level of all audit events, failures included. `event_ids` came to the agent in the second half of
 * 2025; an older one may refuse the whole file. Events are XML, whose element names do not depend on the language of
 * Windows.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 * @see https://github.com/aws/amazon-cloudwatch-agent/pull/1737
 * @see https://learn.microsoft.com/windows-server/identity/ad-ds/plan/appendix-l--events-to-monitor
 */
export function windowsAgentConfiguration({ logGroupPrefix, namespace }: AgentConfigurationProps): AgentConfiguration {
  return {
    agent: { metrics_collection_interval: COLLECTION_INTERVAL_SECONDS },
    metrics: metrics(namespace, {
      // The agent puts the object's name before the counter's: "Memory % Committed Bytes In Use".
      Memory: { measurement: ["% Committed Bytes In Use"] },
      LogicalDisk: { measurement: ["% Free Space"], resources: ["C:"] },
    }),
    logs: {
      logs_collected: {
        windows_events: {
          collect_list: [
            {
              event_name: "Security",
              event_levels: ["INFORMATION"],
              event_ids: WINDOWS_LOGON_EVENT_IDS,
              event_format: "xml",
              log_group_name: securityLogGroupName(logGroupPrefix),
              log_stream_name: "{instance_id}/windows-security",
            },
          ],
        },
      },
    },
  };
}

/** Every metric is also published for each host and, without dimensions, for all hosts: alarms need not know the hosts. */
function metrics(namespace: string, collected: AgentConfiguration): AgentConfiguration {
  return {
    namespace,
    append_dimensions: { InstanceId: "${aws:InstanceId}" },
    aggregation_dimensions: [[], ["InstanceId"]],
    metrics_collected: collected,
  };
}
