import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["accounts"]>;
type AccountSettings = Settings["audit"];

/** Every account of the landing zone, and the three that each landing zone has. */
export interface Accounts {
  /** Management, log archive and audit account, then the workload accounts in the order of the file. */
  readonly accounts: readonly Account[];
  readonly management: ManagementAccount;
  readonly logArchive: Account;
  readonly audit: Account;
}

export interface Account extends AccountSettings {
  /** Identifier in stack and construct ids: `management`, `log-archive`, `audit`, or derived from the workload's name. */
  readonly slug: string;
  /** Whether everything is taken out of it that its stack made; absent: no. */
  readonly leaving?: boolean;
}

export type ManagementAccount = Account & Settings["management"];
