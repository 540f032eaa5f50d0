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
  readonly documents: readonly (readonly AccessStatement[])[];
  /** Statements that are longer than a policy by themselves. */
  readonly tooLong: readonly AccessStatement[];
}

/**
 * The managed policies of a function in an account. They are as many in every account that has its role, because a permission
 * set names the same ones everywhere.
 *
 * @param count how many they are, which takes all of its accounts to know
 */
export function documentsOf(
  job: AccessFunction,
  context: AccessContext,
  count = documentCount(job, context),
): Documents {
  const packed = inOrder(statementsOf(job, context));
  return { ...packed, documents: parted(packed.documents, count) };
}

/** How many managed policies a function has, which is how many it needs in the account where it needs most. */
export function documentCount(job: AccessFunction, context: Omit<AccessContext, "here">): number {
  const counts = job.accounts.map((here) => inOrder(statementsOf(job, { ...context, here })).documents.length);
  return Math.max(0, ...counts);
}

/** Name of one of a function's managed policies, counted from 0. */
export function documentName({ role }: Pick<AccessFunction, "role">, index: number): string {
  return index === 0 ? role : `${role}-${index + 1}`;
}

/**
 * Statements in as few documents as they fit without changing their order, so that a statement more changes only what comes
 * after it: until all policies are changed, a denial that moves to another would be in none.
 */
function inOrder(statements: readonly AccessStatement[]): Documents {
  const documents: AccessStatement[][] = [];
  const tooLong: AccessStatement[] = [];
  for (const statement of statements) {
    const last = documents.at(-1);
    if (last !== undefined && lengthOf([...last, statement]) <= MANAGED_POLICY.longest) {
      last.push(statement);
    } else if (lengthOf([statement]) <= MANAGED_POLICY.longest) {
      documents.push([statement]);
    } else {
      tooLong.push(statement);
    }
  }
  return { documents, tooLong };
}

/** What stands for a value that AWS has yet to give: none is longer than an organization's id can be. */
const TO_COME = "x".repeat("o-".length + 32);
const TOKEN = /\$\{TfToken\[[^\]]+\]\}/g;

function lengthOf(statements: readonly AccessStatement[]): number {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }).replace(TOKEN, TO_COME).length;
}

/** Documents, of which the last that has several statements gives its last away until there are as many as wanted. */
function parted(documents: Documents["documents"], wanted: number): Documents["documents"] {
  const index = documents.findLastIndex(({ length }) => length > 1);
  if (documents.length >= wanted || index === -1) {
    return documents;
  }
  const rest = documents.slice(index + 1);
  const all = documents[index] ?? [];
  return parted([...documents.slice(0, index), all.slice(0, -1), all.slice(-1), ...rest], wanted);
}
