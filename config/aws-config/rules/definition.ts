import type { Names } from "../../names";

/** What parameters are made from: the names that are deployed, so that neither goes stale. */
export interface RuleInput {
  readonly name: string;
  readonly partition: string;
  readonly homeRegion: string;
  readonly names: Names;
}

/** A rule that AWS wrote and runs. */
export interface ConfigRuleDefinition {
  /** Identifier of the AWS managed rule, such as `CLOUD_TRAIL_ENABLED`. */
  readonly identifier: string;
  /** What it reports, as a headline. */
  readonly title: string;
  /** What of the landing zone itself it reports and why that is right, or what else should be known; sentences. */
  readonly note?: string;
  /** When AWS evaluates it. */
  readonly trigger: "change" | "period" | "change and period";
  /** CloudFormation types whose changes set it off; empty where the clock alone does: such a rule takes no scope. */
  readonly resourceTypes: readonly string[];
  /**
   * `account` where it says the same in every region of an account (IAM, root, the organization): then it is in one
   * region, the home region where it can be.
   */
  readonly extent: "region" | "account";
  /**
   * Values of AWS's parameters by their names.
   * @default - those of AWS
   */
  readonly parameters?: (input: RuleInput) => Readonly<Record<string, string>>;
  /**
   * Every parameter that AWS knows for the rule, and what it is: AWS refuses others.
   * @default - it has none
   */
  readonly allowedParameters?: Readonly<Record<string, string>>;
  /** Parameters that AWS wants a value of. */
  readonly requiredParameters?: readonly string[];
  /** Regions of aws/regions.ts where AWS does not offer it: there its deployment fails. */
  readonly absentFrom: readonly string[];
  /** Controls that it serves, at least one: see controls.ts. */
  readonly controls: readonly string[];
  /**
   * Why it is off unless the configuration says otherwise, in a sentence.
   * @default - it is on
   */
  readonly offBecause?: string;
  /** SSM Automation that puts right what it reports, where AWS owns a document for it. */
  readonly remediation?: RemediationDefinition;
}

/** Whether a rule is on unless the configuration says otherwise. */
export function isOnByDefault({ offBecause }: ConfigRuleDefinition): boolean {
  return offBecause === undefined;
}

/** An SSM Automation document of AWS that changes one resource. */
export interface RemediationDefinition {
  /** Name of the document. */
  readonly document: string;
  /** Its parameter that takes the id of the resource. */
  readonly resourceParameter: string;
  /** Further parameters with fixed values. */
  readonly parameters?: (input: RuleInput) => Readonly<Record<string, string>>;
  /** IAM actions that its role needs. */
  readonly actions: readonly string[];
  /** Type of the resource that is changed. */
  readonly resourceType: string;
}
