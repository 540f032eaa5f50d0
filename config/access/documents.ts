import { pack } from "../guardrails/pack";
import type { AccessFunction } from "./settings";
import type { AccessStatement } from "./statement";
import { statementsOf } from "./statements";
import type { AccessContext } from "./statements";

/**
 * Most characters of a managed policy, and most of them on a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY = { longest: 6_144, perRole: 10 } as const;

export interface Documents {
  /** Statements of each managed policy, the first called as the role, the second `<role>-2` and so on. */
  readonly documents: readonly AccessStatement[][];
  /** Statements that are longer than a policy by themselves. */
  readonly tooLong: readonly AccessStatement[];
}

/**
 * The managed policies of a function in an account. They are as many in every account that has its role, because a permission
 * set names the same ones everywhere.
 */
export function documentsOf(job: AccessFunction, context: AccessContext): Documents {
  const counts = job.accounts.map((here) => packed(statementsOf(job, { ...context, here })).documents.length);
  const { documents, tooLong } = packed(statementsOf(job, context));
  return { documents: parted(documents, Math.max(...counts)), tooLong };
}

/** Name of one of a function's managed policies, counted from 0. */
export function documentName({ role }: Pick<AccessFunction, "role">, index: number): string {
  return index === 0 ? role : `${role}-${index + 1}`;
}

function packed(statements: readonly AccessStatement[]): Documents {
  return pack(statements, MANAGED_POLICY.longest, lengthOf);
}

/** An account's or organization's id that AWS has yet to invent is as long as any other. */
function lengthOf(statement: AccessStatement): number {
  return JSON.stringify(statement).replace(/\$\{TfToken\[[^\]]+\]\}/g, "123456789012").length;
}

/** Documents, of which the longest are parted until there are as many as wanted. */
function parted(documents: readonly AccessStatement[][], wanted: number): AccessStatement[][] {
  const longest = documents.reduce<AccessStatement[]>((one, other) => (other.length > one.length ? other : one), []);
  if (documents.length >= wanted || longest.length < 2) {
    return [...documents];
  }
  const middle = Math.ceil(longest.length / 2);
  const others = documents.filter((document) => document !== longest);
  return parted([longest.slice(0, middle), ...others, longest.slice(middle)], wanted);
}
