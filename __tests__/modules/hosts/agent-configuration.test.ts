import {
  linuxAgentConfiguration,
  MEMORY_METRICS,
  securityLogGroupName,
  windowsAgentConfiguration,
} from "../../../modules/hosts/agent-configuration";

const PROPS = { namespace: "org/Hosts", logGroupPrefix: "/org/hosts" };

/** Every value of a key, wherever it is in a configuration. */
function valuesOf(key: string, value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) =>
    name === key ? [inner] : valuesOf(key, inner),
  );
}

describe.each([
  ["Linux", linuxAgentConfiguration(PROPS)],
  ["Windows", windowsAgentConfiguration(PROPS)],
])("the agent's configuration for %s", (_, configuration) => {
  it("collects every minute", () => {
    expect(configuration).toMatchObject({ agent: { metrics_collection_interval: 60 } });
  });

  it("publishes for each host, and for all hosts without dimensions", () => {
    expect(configuration).toMatchObject({
      metrics: {
        namespace: "org/Hosts",
        append_dimensions: { InstanceId: "${aws:InstanceId}" },
        aggregation_dimensions: [[], ["InstanceId"]],
      },
    });
  });

  it("writes to the one security log group, a stream of its own for each host", () => {
    expect(new Set(valuesOf("log_group_name", configuration))).toEqual(new Set([securityLogGroupName("/org/hosts")]));
    const streams = valuesOf("log_stream_name", configuration) as string[];
    expect(streams.filter((stream) => !stream.startsWith("{instance_id}/"))).toEqual([]);
    expect(new Set(streams).size).toBe(streams.length);
  });

  it("leaves retention to the log group", () => {
    expect(valuesOf("retention_in_days", configuration)).toEqual([]);
  });
});

describe("linuxAgentConfiguration", () => {
  const configuration = linuxAgentConfiguration(PROPS);

  it("measures memory and the root file system", () => {
    expect(configuration).toMatchObject({
      metrics: {
        metrics_collected: {
          mem: { measurement: [MEMORY_METRICS.linux] },
          disk: { measurement: ["used_percent"], resources: ["/"], drop_device: true },
        },
      },
    });
  });

  it("ships what sshd and sudo log, in both families of distributions, as root, who alone reads it", () => {
    expect(configuration).toMatchObject({
      agent: { run_as_user: "root" },
      logs: {
        logs_collected: {
          files: {
            collect_list: [
              {
                file_path: "/var/log/secure",
                log_group_name: "/org/hosts/security",
                log_stream_name: "{instance_id}/secure",
              },
              {
                file_path: "/var/log/auth.log",
                log_group_name: "/org/hosts/security",
                log_stream_name: "{instance_id}/auth",
              },
            ],
          },
        },
      },
    });
  });
});

describe("windowsAgentConfiguration", () => {
  const configuration = windowsAgentConfiguration(PROPS);

  it("measures memory and the system drive", () => {
    expect(configuration).toMatchObject({
      metrics: {
        metrics_collected: {
          Memory: { measurement: ["% Committed Bytes In Use"] },
          LogicalDisk: { measurement: ["% Free Space"], resources: ["C:"] },
        },
      },
    });
  });

  it("names the memory metric as the agent does: object, then counter", () => {
    const { Memory } = (configuration.metrics as { metrics_collected: { Memory: { measurement: string[] } } })
      .metrics_collected;
    expect(Memory.measurement.map((counter) => `Memory ${counter}`)).toEqual([MEMORY_METRICS.windows]);
  });

  it("ships the logons of the Security channel and nothing else of it, whatever the language of Windows", () => {
    expect(configuration.logs).toEqual({
      logs_collected: {
        windows_events: {
          collect_list: [
            {
              event_name: "Security",
              event_levels: ["INFORMATION"],
              event_ids: expect.arrayContaining([4624, 4625]) as unknown,
              event_format: "xml",
              log_group_name: "/org/hosts/security",
              log_stream_name: "{instance_id}/windows-security",
            },
          ],
        },
      },
    });
  });
});
