import type { BaselineSettings, FlowLogSettings } from "./settings";
import { REGIONS } from "../../aws/regions";
import type { Configuration } from "../schema";

/** What every account has besides AWS Config. */
export function baselineOf({ baseline, regions }: Pick<Configuration, "baseline" | "regions">): BaselineSettings {
  const { instanceMetadata, optInRegions, passwordPolicy, snapshotSharing, ...settings } = baseline;
  const { enabled, ...passwords } = passwordPolicy;
  return {
    ...settings,
    regionsToEnable: optInRegions === "enable" ? regions.filter((name) => REGIONS.get(name)?.optIn).sort() : [],
    snapshotSharing: snapshotSharing === "unchanged" ? undefined : snapshotSharing,
    instanceMetadata: instanceMetadata.version2 === "required" ? { hopLimit: instanceMetadata.hopLimit } : undefined,
    passwordPolicy: enabled ? passwords : undefined,
  };
}

/** Flow logs of every VPC; nothing where those who make a VPC see to it. */
export function flowLogsOf({ flowLogs }: Pick<Configuration, "flowLogs">): FlowLogSettings | undefined {
  const { destinations, retentionDays, vpcs, ...settings } = flowLogs;
  if (vpcs === "none") {
    return undefined;
  }
  return {
    ...settings,
    toBucket: destinations.includes("bucket"),
    cloudWatchLogsRetentionDays: destinations.includes("cloudwatch-logs") ? retentionDays : undefined,
  };
}
