import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["hosts"]>;

export interface Hosts {
  /** Absent where hosts are not watched. */
  readonly agent?: Omit<Settings["agent"], "enabled" | "severity">;
  /** Absent where sessions are not recorded. */
  readonly sessions?: Omit<Settings["sessions"], "enabled">;
}
