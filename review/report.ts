import type { ChangeCounts } from "./counts";
import type { ChangeAction } from "./actions";
import type { AttributeChange } from "./attributes";
import type { RuleId, Severity } from "./rules";

/**
 * What a review finds, whatever it is rendered to. Values that are sensitive are masked already; texts are as somebody wrote them, and
 * whoever shows them has to escape them.
 */
export interface ReviewReport {
  readonly version: 1;
  /** Plans of Terraform, or two configurations: these say nothing of what there is in AWS. */
  readonly source: "plans" | "configurations";
  /** What the configuration is compared with: a revision. Of configurations only. */
  readonly base?: string;
  /**
   * The worst that was found: `dangers` that nobody acknowledged, `acknowledged` ones, `changes` without dangers, or `nothing`.
   */
  readonly verdict: "dangers" | "acknowledged" | "changes" | "nothing";
  /** 3 for dangers, else 0. */
  readonly exitCode: 0 | 3;
  readonly counts: Counts;
  /** Places of dangers, by how bad they are; those that are acknowledged do not count. */
  readonly dangerCounts: Readonly<Record<Severity, number>>;
  readonly acknowledgedCount: number;
  readonly dangers: readonly Danger[];
  readonly stacks: readonly StackSummary[];
  /** Stacks of which there is no plan; absent where there are none. */
  readonly unplanned?: Unplanned;
  readonly changes: readonly Change[];
  /** What changed in AWS other than by Terraform. */
  readonly drift: readonly Change[];
  /** Acknowledgements that nothing needed. */
  readonly unused: readonly string[];
  /** What was not read, and what is not as it seems. */
  readonly notes: readonly string[];
  /** The organization, where the configuration is known. */
  readonly organization?: Unit;
}

/** Names of stacks without a plan, by the reason. */
export interface Unplanned {
  /** Planning failed: what they would change nobody knows. Each is a danger, too. */
  readonly failed: readonly string[];
  /** Others have to be deployed first. */
  readonly waiting: readonly { readonly stack: string; readonly waitsFor: readonly string[] }[];
  /** As they were applied last; not checked for drift. */
  readonly skipped: readonly string[];
}

/** A part of an organization, for a picture of it. */
export interface Unit {
  readonly name: string;
  readonly units: readonly Unit[];
  /** Names of accounts as the places have them. */
  readonly accounts: readonly string[];
}

export interface Counts extends ChangeCounts {
  /** Resources that changed in AWS other than by Terraform. */
  readonly drifted: number;
}

export interface StackSummary {
  readonly stack: string;
  /** Name or id of its account; the stack's own name where neither is known. */
  readonly account: string;
  /** Twelve digits. */
  readonly accountId?: string;
  /** The file that was read. */
  readonly file?: string;
  readonly counts: Counts;
  /** Places of dangers in it, those that are acknowledged included. */
  readonly dangers: number;
  readonly isChanged: boolean;
}

/** One resource, in one of the stacks. */
export interface Place {
  readonly stack: string;
  readonly account: string;
  /** Absent where no region is known. */
  readonly region?: string;
  readonly address: string;
  /** Path of its construct: `log-archive/trail-bucket/Default`. */
  readonly constructPath?: string;
  /** The source that makes it, as `file:line`. */
  readonly source?: string;
}

/** A danger, and wherever it is the same. */
export interface Danger {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  /** What to do in place of acknowledging it. */
  readonly instead: string;
  /** What is lost or let in, in words; of the first of the places. */
  readonly details: readonly string[];
  readonly type: string;
  readonly places: readonly [Place, ...Place[]];
  /** The reason that somebody gave, and until when it holds. */
  readonly acknowledged?: { readonly reason: string; readonly expires: string };
}

/** A change of a resource, and wherever it is the same but for names of accounts and regions. */
export interface Change {
  readonly action: ChangeAction;
  readonly type: string;
  readonly places: readonly [Place, ...Place[]];
  /** What it was called, where it moves; of the first of the places, as all that follows. */
  readonly previousAddress?: string;
  /** What is imported. */
  readonly importId?: string;
  /** Why it is replaced, destroyed or read. */
  readonly reason?: string;
  /** Arguments that force the replacement. */
  readonly because: readonly string[];
  readonly attributes: readonly AttributeChange[];
  /** How many arguments more there are. */
  readonly more: number;
}
