import { policyDocument } from "./policy-document";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { IAM_LIMITS, policyLength } from "./policy-limits";

type Statement = ExceptedActions | PolicyStatement;

export interface SplitLimits {
  /** @default - as few as they fit in */
  readonly least?: number;
  /**
   * Characters of a document.
   * @default - a managed policy's
   */
  readonly longest?: number;
  /**
   * Documents.
   * @default 10
   */
  readonly most?: number;
}

/**
 * Statements in as few documents as they fit without changing their order, so that a statement more changes only what
 * comes after it.
 *
 * @param who whose policies they are, for the error
 * @throws Error when a statement is longer than a document, or there are more documents than may be attached
 */
export function splitPolicy(
  who: string,
  statements: readonly Statement[],
  { least = 0, longest = IAM_LIMITS.managedPolicy, most = IAM_LIMITS.policiesEach }: SplitLimits = {},
): string[] {
  const documents: Statement[][] = [];
  for (const statement of statements) {
    const last = documents.at(-1);
    if (last !== undefined && policyLength(policyDocument(...last, statement)) <= longest) {
      last.push(statement);
      continue;
    }
    const length = policyLength(policyDocument(statement));
    if (length > longest) {
      throw new Error(`the statement "${statement.Sid}" of ${who} has ${length} characters; IAM allows ${longest}`);
    }
    documents.push([statement]);
  }
  if (documents.length > most) {
    throw new Error(`${who} would need ${documents.length} managed policies; IAM allows ${most}`);
  }
  while (documents.length < least) {
    const last = documents.findLast(({ length }) => length > 1);
    if (last === undefined) {
      throw new Error(`${who} has too few statements for ${least} policies`);
    }
    documents.splice(documents.indexOf(last) + 1, 0, last.splice(-1));
  }
  return documents.map((document) => policyDocument(...document));
}
