import type { BaselineSettings, FlowLogSettings } from "./baseline/settings";
import type { ConfigSettings } from "./aws-config/settings";
import type { EventPattern, Variant } from "./detection/definition";
import type { Severity } from "./detection/severity";
import type { GuardrailException, GuardrailKey, GuardrailPolicy } from "./guardrails";
import type { Arns, Names } from "./names";

/** AWS partition: `aws` (commercial), `aws-cn` (China) or `aws-us-gov` (GovCloud). */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

/**
 * A landing zone, resolved: everything that follows from `landing-zone.yaml` and is known without asking AWS.
 * Immutable; the same file always gives the same value.
 */
export interface LandingZone {
  /** Prefix of every AWS name this project gives. */
  readonly name: string;
  readonly partition: Partition;
  /** Region of the trail, the log buckets, the aggregator and every global resource. */
  readonly homeRegion: string;
  /** Governed regions, home region included, sorted. */
  readonly regions: readonly string[];
  readonly organization: Organization;
  /** Management, log archive and audit account, then the workload accounts in the order of the file. */
  readonly accounts: readonly Account[];
  readonly management: ManagementAccount;
  readonly logArchive: Account;
  readonly audit: Account;
  readonly deployment: Deployment;
  readonly breakGlass: BreakGlass;
  readonly archive: Archive;
  /** Service and resource control policies that protect the landing zone. */
  readonly guardrails: readonly GuardrailPolicy[];
  /** Guardrails that are left out or attached elsewhere, with the reason. */
  readonly guardrailExceptions: Readonly<
    Partial<Record<GuardrailKey, GuardrailException & { readonly reason: string }>>
  >;
  readonly trail: TrailSettings;
  readonly config: ConfigSettings;
  readonly baseline: BaselineSettings;
  /** Flow logs of every VPC; absent where those who make a VPC see to it. */
  readonly flowLogs?: FlowLogSettings;
  readonly detection: Detection;
  readonly alerts: Alerts;
  readonly hosts: Hosts;
  readonly state: State;
  /** Tags of every resource that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly names: Names;
  readonly arns: Arns;
}

export interface Organization {
  /** `o-...` of an organization that exists already and is adopted; absent when this project creates it. */
  readonly id?: string;
  /** Service principals with trusted access, sorted. */
  readonly trustedServices: readonly string[];
  /** Policy types enabled on the root, sorted. */
  readonly policyTypes: readonly string[];
  /** Every organizational unit, parents before their children. */
  readonly organizationalUnits: readonly OrganizationalUnit[];
  /** Service principals that the audit account administers for the organization, sorted. */
  readonly delegatedServices: readonly string[];
}

export interface OrganizationalUnit {
  /** `Workloads/Production` */
  readonly path: string;
  /** `Production` */
  readonly name: string;
  /** `Workloads`; absent below the root. */
  readonly parentPath?: string;
  /** Identifier in construct ids: `workloads-production`. */
  readonly slug: string;
}

export interface Account {
  /** Identifier in stack and construct ids: `management`, `log-archive`, `audit`, or derived from the workload's name. */
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  /** Twelve digits of an account that exists already; absent when the `organization` stack creates it. */
  readonly id?: string;
  /** Path of its organizational unit; absent where an account that exists stays, or one that is created is directly below the root. */
  readonly organizationalUnit?: string;
  /** Whether AWS Config's service-linked role has to be created there, or exists already. */
  readonly configServiceLinkedRole: "create" | "existing";
  /** AWS Config that exists in the account and is adopted; absent where it is created. */
  readonly existingConfig?: ExistingConfig;
  /** Whether everything is taken out of it that its stack made; absent: no. */
  readonly leaving?: boolean;
}

export interface ExistingConfig {
  /** Name of the recorder that exists. */
  readonly recorder: string;
  readonly deliveryChannel: string;
  /** Governed regions where they exist; absent: all. */
  readonly regions?: readonly string[];
}

export type ExistingAccount = Account & { readonly id: string };

export type ManagementAccount = ExistingAccount & {
  /** Whether the service-linked role that deploys AWS Config rules to the organization has to be created. */
  readonly configMultiAccountRole: "create" | "existing";
  /** Whether IAM Access Analyzer's service-linked role has to be created. */
  readonly accessAnalyzerServiceLinkedRole: "create" | "existing";
};

export interface Deployment {
  /** Name of the role assumed in every account but the management account. */
  readonly role: string;
  /** Name of the role assumed in the management account; absent when the caller's own credentials are used there. */
  readonly managementRole?: string;
}

export interface BreakGlass {
  /** Name of the role, in every account, that archive and guardrails make an exception for. */
  readonly role: string;
  /** Whether the role is created. */
  readonly create: boolean;
  /** ARNs of the principals that may assume it. */
  readonly trustedPrincipals: readonly string[];
}

export interface Archive {
  readonly buckets: Readonly<Record<ArchiveBucket, BucketSettings>>;
  readonly minimumTlsVersion: "1.2" | "1.3";
  /** Whether root has to enable MFA Delete on the trail bucket. */
  readonly mfaDelete: boolean;
  /** Key of the account of the log key. */
  readonly logKeyAccount: string;
  readonly replica?: Replica;
}

export type ArchiveBucket = "trail" | "config" | "flowLogs" | "sessions" | "accessLogs";

export interface BucketSettings {
  /** Absent where objects are kept for ever. */
  readonly retention?: Retention;
  /** Absent where nothing is locked. */
  readonly objectLock?: ObjectLock;
}

/** Ages in days. */
export interface Retention {
  /** Up to which objects are in S3 Standard, and from which in Glacier Instant Retrieval. */
  readonly hotDays: number;
  /** From which they are in Glacier Deep Archive. */
  readonly archiveDays: number;
  /** At which they are deleted. */
  readonly totalDays: number;
}

export interface ObjectLock {
  readonly mode: "governance" | "compliance";
  readonly days: number;
}

export interface Replica {
  readonly region: string;
  /** Key of the account. */
  readonly account: string;
}

export interface TrailSettings {
  /** Days that CloudWatch Logs keeps the trail's events. */
  readonly cloudWatchLogsRetentionDays: number;
}

export interface Hosts {
  /** Absent where hosts are not watched. */
  readonly agent?: {
    /** Days that CloudWatch Logs keeps the hosts' security logs. */
    readonly retentionDays: number;
    readonly memoryPercent: number;
    /** Failed logons within five minutes that sound an alarm. */
    readonly failedLogons: number;
  };
  /** Absent where sessions are not recorded. */
  readonly sessions?: { readonly idleMinutes: number; readonly maxMinutes: number };
}

/** What tells of tampering and of a broken detection. */
export interface Detection {
  readonly variant: Variant;
  /** Alarms on the trail's events in CloudWatch Logs. */
  readonly alarms: readonly Alarm[];
  /** Rules on the security event bus. */
  readonly rules: readonly EventRule[];
  /** Patterns of the events that every account and region hands on to the bus. */
  readonly forwarded: readonly EventPattern[];
  /** Patterns of the events that the region of global services hands on besides. */
  readonly globallyForwarded: readonly EventPattern[];
  /** Days that the bus archives events. */
  readonly archiveDays: number;
}

export interface Alarm {
  /** Identifier in construct ids: `rootLogin`. */
  readonly key: string;
  readonly alarmName: string;
  /** Name of the metric and its filter. */
  readonly metricName: string;
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly advice: string;
  readonly severity: Severity;
  /** CloudWatch Logs filter pattern. */
  readonly pattern: string;
  /** Events within five minutes that sound it. */
  readonly threshold: number;
  /** Controls of benchmarks that ask for it. */
  readonly controls: readonly string[];
}

export interface EventRule {
  /** Identifier in construct ids: `trailTampering`. */
  readonly key: string;
  readonly ruleName: string;
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  /** EventBridge event pattern as JSON text. */
  readonly pattern: string;
  /** ARNs of what gets the event besides the topic. */
  readonly targets: readonly string[];
}

export interface Alerts {
  readonly routes: Readonly<Record<Severity, AlertRoute>>;
  readonly slack: readonly (ChatSeverities & { readonly workspaceId: string; readonly channelId: string })[];
  readonly teams: readonly (ChatSeverities & {
    readonly tenantId: string;
    readonly teamId: string;
    readonly channelId: string;
  })[];
}

export interface ChatSeverities {
  readonly severities: readonly Severity[];
}

/** The topic of a severity, and who subscribes to it. */
export interface AlertRoute {
  readonly topicName: string;
  readonly emails: readonly string[];
  readonly https: readonly string[];
  /** ARNs of SQS queues. */
  readonly queues: readonly string[];
  /** ARNs of Lambda functions. */
  readonly functions: readonly string[];
}

export type State = { readonly backend: "local" } | S3State;

export interface S3State {
  readonly backend: "s3";
  readonly bucket: string;
  readonly region: string;
  /** Object key prefix without slashes at its ends. */
  readonly prefix: string;
  readonly kmsKeyArn?: string;
  readonly roleArn?: string;
}
