import type { Names } from "../names";
import type { Severity } from "./severity";

/** What patterns are made from: the names that are deployed, so that neither goes stale. */
export interface DetectionInput {
  readonly name: string;
  readonly partition: string;
  readonly names: Names;
  /** Name of the break-glass role. */
  readonly breakGlassRole: string;
  /** Accounts that have keys of the landing zone: twelve digits each, or a placeholder of what AWS has yet to make. */
  readonly keyAccountIds: readonly string[];
  /**
   * Bucket of Terraform's states.
   * @default - there is none, or its name begins as the landing zone's own
   */
  readonly stateBucket?: string;
  /**
   * ARNs of the roles that read logs as their work, where the trail records reads of log buckets.
   * @default - it does not
   */
  readonly logReaders?: readonly string[];
  /**
   * Other buckets whose reads the trail records, as far as they begin like log buckets; an empty text: every bucket.
   * @default - none
   */
  readonly otherReadBuckets?: readonly string[];
  /**
   * Issuers of the sessions of people whose job function is to read logs, with `*` for any text.
   * @default - the file names no such people
   */
  readonly readingPeople?: readonly string[];
}

/** Versions of CIS AWS Foundations whose monitoring section can be chosen. */
export const CIS_VERSIONS = ["1.4", "3.0", "5.0", "7.0"] as const;

/** Version of CIS AWS Foundations. */
export type CisVersion = (typeof CIS_VERSIONS)[number];

export const VARIANTS = ["exact", "tuned"] as const;

/** `exact` is the text that checkers demand, `tuned` the same intent without the known noise. */
export type Variant = (typeof VARIANTS)[number];

/** An alarm on the events of the trail in CloudWatch Logs. */
export interface AlarmDefinition {
  /** What happened, as a headline. */
  readonly title: string;
  /** What it means and what to do; a sentence or two. */
  readonly advice: string;
  readonly severity: Severity;
  /** Item of the monitoring section of CIS AWS Foundations, 1 to 15, and the versions that have it. */
  readonly cis?: { readonly item: number; readonly since?: CisVersion };
  /** Control of AWS Security Hub that checks for the exact text. */
  readonly securityHub?: string;
  /** CloudWatch Logs filter patterns, at most 1,024 characters. */
  readonly patterns: Readonly<Record<Variant, (input: DetectionInput) => string>>;
  /**
   * Events within five minutes that trigger the tuned alarm.
   * @default 1
   */
  readonly tunedThreshold?: number;
  /**
   * What there has to be for it; without that there is no such alarm.
   * @default - nothing: it is on management events
   */
  readonly needs?: Need;
  /**
   * How member accounts have to get their baseline for there to be such events.
   * @default - either way
   */
  readonly onlyWith?: "stacksets";
}

/** That the trail records reads of log buckets, and that the file names people whose job function is to read logs as well. */
export type Need = "logBucketReads" | "logBucketReadsByPeople";

/** Whether there is what an alarm or a rule needs. */
export function isMet(need: Need | undefined, { logReaders, readingPeople = [] }: DetectionInput): boolean {
  const isRecorded = logReaders !== undefined;
  switch (need) {
    case undefined:
      return true;
    case "logBucketReads":
      return isRecorded;
    case "logBucketReadsByPeople":
      return isRecorded && readingPeople.length > 0;
  }
}

/**
 * The rules by which every region forwards events to the security bus: a pattern has at most 2,048 characters, which are too few
 * for all of them. Which rule an event goes by is said where it is looked for, not computed, so that whoever adds an event
 * changes one rule of every account and region, and no other.
 */
export const FORWARDING_RULES = {
  first: { suffix: "" },
  second: { suffix: "-2" },
  third: { suffix: "-3" },
  fourth: { suffix: "-4" },
  fifth: { suffix: "-5" },
  /** Data events, where the trail records any that a rule looks for. */
  data: { suffix: "-data" },
  /**
   * Gets calls that only read as well, which EventBridge keeps from other rules: `AssumeRole` is such a call for CloudTrail.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
   */
  reads: { suffix: "-reads", readsToo: true },
} as const satisfies Readonly<Record<string, ForwardingRule>>;

export interface ForwardingRule {
  /** What is added to the name of the first of them. */
  readonly suffix: string;
  /**
   * Whether it gets calls that only read as well.
   * @default false
   */
  readonly readsToo?: boolean;
}

export type ForwardingRuleKey = keyof typeof FORWARDING_RULES;

/**
 * What events are carried by to those who are notified, each with a bus, a topic or topics, a key and a queue of its own: that of
 * the alerts, which alarms notify as well, and that of tampering, which no alarm on the trail's events uses.
 */
export const CARRIERS = ["alerts", "tampering"] as const;

export type Carrier = (typeof CARRIERS)[number];

/** Events that the rule of that key forwards. */
export interface ForwardedPattern {
  readonly by: ForwardingRuleKey;
  readonly pattern: EventPattern;
}

/** A rule on the security event bus, which events of every account and region reach within seconds. */
export interface RuleDefinition {
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  /**
   * Which rule forwards its events. What `reads` forwards, the rule on the bus is told of although it only reads.
   * @default "first"
   */
  readonly forwardedBy?: ForwardingRuleKey;
  /**
   * How member accounts have to get their baseline for there to be such events.
   * @default - either way
   */
  readonly onlyWith?: "stacksets";
  /**
   * What there has to be for it; without that there is no such rule.
   * @default - nothing
   */
  readonly needs?: Need;
  /**
   * What carries the news: besides the alerts, the topic of tampering, which shares nothing with what alarms notify by.
   * @default both
   */
  readonly carriers?: readonly Carrier[];
  /** EventBridge event pattern, at most 2,048 characters as JSON. */
  readonly pattern: (input: DetectionInput) => EventPattern;
}

/**
 * The `detail-type` of calls, which every service has.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const API_CALL = "AWS API Call via CloudTrail";

/**
 * The `detail-type` of what a service writes to CloudTrail by itself: that an account has left the organization, say.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
 */
export const SERVICE_EVENT = "AWS Service Event via CloudTrail";

/** The `detail-type` of sign-ins, to which switching roles in the console belongs. */
export const SIGN_IN = "AWS Console Sign In via CloudTrail";

/**
 * The `detail-type` of what becomes of the stacks of a stack set, and of its operations. CloudFormation sends them to the account
 * that administers the stack set, in the region where it is: with service-managed permissions the management account, whoever
 * made the stack set.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-stack-instance-status-change.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-operation-status-change.html
 */
export const STACK_SET_EVENTS = [
  "CloudFormation StackSet Operation Status Change",
  "CloudFormation StackSet StackInstance Status Change",
] as const;

/**
 * Values of `readOnly` in the record of a call that changes something: the field is optional, and a call without it counts.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const CHANGES_MATCHER: readonly unknown[] = [false, { exists: false }];

export type EventPattern = Readonly<Record<string, unknown>>;
