import type { LandingZone } from "../landing-zone";
import type { JobFunctionKey, Place } from "./keys";
import type { FunctionSettings } from "./settings";
import type { AccessStatement } from "./statement";

/** What the statements of a function are made from: the very names that the stacks deploy. */
export interface AccessInput {
  readonly landingZone: Pick<
    LandingZone,
    | "accounts"
    | "archive"
    | "arns"
    | "audit"
    | "breakGlass"
    | "deployment"
    | "flowLogs"
    | "homeRegion"
    | "hosts"
    | "keyStore"
    | "logArchive"
    | "management"
    | "name"
    | "names"
    | "partition"
    | "regions"
    | "state"
  >;
  /** `o-...`, or a token of Terraform. */
  readonly organizationId: string;
  /** Twelve digits of an account by its slug, or a token of Terraform. */
  readonly accountId: (slug: string) => string;
  /** Slug of the account that the role is in. */
  readonly here: string;
  readonly settings: FunctionSettings;
}

/** What people of one security responsibility may do; a role in each account of its place. */
export interface JobFunction {
  readonly title: string;
  /** What it is for; one sentence. */
  readonly purpose: string;
  readonly in: Place;
  /** Longest session, in hours; a session that begins with another role's credentials ends after one hour at most. */
  readonly hours: number;
  /** What nobody does besides; it holds in both directions. */
  readonly incompatibleWith: readonly JobFunctionKey[];
  /** Names of AWS's own managed policies that the role has besides. */
  readonly managedPolicies?: readonly string[];
  /** Allow and Deny; empty where AWS's own policies are all there is. */
  readonly statements: (input: AccessInput) => readonly AccessStatement[];
}
