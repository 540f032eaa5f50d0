import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["config"]>;
type RecordingSettings = Omit<Settings["recording"], "retention">;

/** How often AWS Config records. */
export type Frequency = RecordingSettings["frequency"];

/** What AWS Config calls `One_Hour` to `TwentyFour_Hours`. */
export type Hours = RecordingSettings["snapshotHours"];

/** AWS Config, resolved. */
export interface AwsConfigSettings {
  readonly recording: Recording;
  /** Rules that AWS manages, of the organization or, with a remediation, of every account. */
  readonly managedRules: readonly ManagedRule[];
  readonly policyRules: readonly PolicyRule[];
  readonly functionRules: readonly FunctionRule[];
  readonly conformancePacks: readonly ConformancePack[];
  readonly externalAccounts: readonly ExternalAccount[];
  /** Slugs of accounts of the landing zone, or their ids; ids of others: no rule of the organization is deployed there. */
  readonly excludedAccounts: readonly string[];
}

export interface Recording extends RecordingSettings {
  readonly retentionDays: number;
  /** The governed region where IAM's users, groups, roles and policies are recorded. */
  readonly iamRegion: string;
}

interface Rule {
  /** Identifier in construct ids: `cloudTrailEnabled`. */
  readonly key: string;
  readonly ruleName: string;
  /** What it reports. */
  readonly title: string;
  /** Controls that it serves. */
  readonly controls: readonly string[];
  /** Types whose changes it looks at; empty: all, or none of them. */
  readonly resourceTypes: readonly string[];
  /** Governed regions where it is deployed. */
  readonly regions: readonly string[];
  /** Slugs of accounts of the landing zone, or their ids; ids of others. */
  readonly excludedAccounts: readonly string[];
}

export interface ManagedRule extends Rule {
  readonly identifier: string;
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * Those of its regions where it is a rule of every account instead of the organization's: with a remediation, and where AWS
   * has no rules of organizations. Accounts without a stack of their own go without it there.
   */
  readonly accountRegions: readonly string[];
  readonly remediation?: Remediation;
}

export interface Remediation {
  /** Those of the rule's regions where AWS remediates; elsewhere the rule only reports. */
  readonly regions: readonly string[];
  /** Name of the role of SSM Automation, in every account. */
  readonly roleName: string;
  readonly document: string;
  readonly resourceParameter: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** IAM actions of the role. */
  readonly actions: readonly string[];
  readonly automatic: boolean;
}

export interface PolicyRule extends Rule {
  /** CloudFormation Guard 2. */
  readonly policy: string;
}

export interface FunctionRule extends Rule {
  /** ARN of the function of each region. */
  readonly functionArns: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Absent where it is evaluated on change. */
  readonly periodHours?: Hours;
}

export interface ConformancePack {
  readonly key: string;
  /** Governed regions where it is deployed. */
  readonly regions: readonly string[];
  readonly packName: string;
  /** Text of the template. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly excludedAccounts: readonly string[];
}

export type ExternalAccount = Settings["aggregation"]["externalAccounts"][number];
