import type { AccessStatement } from "../access/statement";

/** A statement of the policy of a bucket or a key, in the policy language's own spelling. */
export interface ResourceStatement extends Omit<AccessStatement, "Resource"> {
  readonly Principal: "*" | { readonly AWS: string | readonly string[] };
  readonly Resource?: string | readonly string[];
  /** All but these, in place of `Resource`. */
  readonly NotResource?: string | readonly string[];
}
