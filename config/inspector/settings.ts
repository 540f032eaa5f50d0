import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";
import type { ScanType } from "../../aws/inspector-regions";
import type { CisTarget } from "./targets";

type Settings = Immutable<NonNullable<Configuration["inspector"]>>;

export type Suppression = Settings["suppressions"][number];

/** Amazon Inspector, resolved. */
export interface Inspector extends Settings {
  readonly newAccounts: "enroll" | "leave";
  /** Slugs of the accounts whose association exists, and is imported. */
  readonly associated: readonly string[];
  /** Types of scan of each governed region, where there are any, in the order of `scans`. */
  readonly scansIn: ReadonlyMap<string, readonly ScanType[]>;
  /** The targets that CIS scan configurations are made for. */
  readonly cisTargets: readonly CisTarget[];
}
