import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["baseline"]>;
type Resolved = "instanceMetadata" | "optInRegions" | "passwordPolicy" | "snapshotSharing";

/** What every account has besides AWS Config, resolved. */
export interface BaselineSettings extends Omit<Settings, Resolved> {
  /** Opt-in regions that the landing zone enables in every account; empty where somebody else does. */
  readonly regionsToEnable: readonly string[];
  /** Absent where the accounts' setting is left as it is. */
  readonly snapshotSharing?: Exclude<Settings["snapshotSharing"], "unchanged">;
  /** Absent where the accounts' default is left as it is. */
  readonly instanceMetadata?: Pick<Settings["instanceMetadata"], "hopLimit">;
  /** Absent where the landing zone sets none. */
  readonly passwordPolicy?: Omit<Settings["passwordPolicy"], "enabled">;
}

type OfFlowLogs = Pick<Immutable<Configuration["flowLogs"]>, "fields" | "maxAggregationSeconds" | "trafficType">;

/** VPC flow logs of every VPC, resolved. */
export interface FlowLogSettings extends OfFlowLogs {
  readonly toBucket: boolean;
  /** Days that CloudWatch Logs keeps them; absent where they do not go there. */
  readonly cloudWatchLogsRetentionDays?: number;
}
