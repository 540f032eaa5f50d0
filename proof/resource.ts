import type { Policy } from "./policy";

/** What can be asked for, with its policy. */
export interface Resource {
  /** Stack and construct: `log-archive/trail-bucket`. */
  readonly address: string;
  readonly arn: string;
  readonly accountId: string;
  readonly policy?: Policy;
  /** What a role may do by its own policy, where this is a role. */
  readonly identityPolicy?: Policy;
  /** What a role may do at most, where this is a role that has a boundary. */
  readonly boundary?: Policy;
  /** Mode of Object Lock, where this is a bucket that locks what is written to it. */
  readonly lock?: LockMode;
}

export type LockMode = "governance" | "compliance";
