import type { GuardrailStatement } from "./statement";

/**
 * Most characters of a service or resource control policy, blanks included, of which a minified document has none.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const LONGEST_POLICY = 10_240;

/** A policy document with these statements, minified. */
export function policyText(statements: readonly GuardrailStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * Statements in as few documents as they fit, the longest first; within a document they stand in the order they came in.
 *
 * @param limit most characters of a document
 * @returns the documents, and the statements that are longer than a document by themselves
 */
export function pack(
  statements: readonly GuardrailStatement[],
  limit = LONGEST_POLICY,
): { documents: GuardrailStatement[][]; tooLong: GuardrailStatement[] } {
  const fits = (all: readonly GuardrailStatement[]) => policyText(all).length <= limit;
  const length = (statement: GuardrailStatement) => JSON.stringify(statement).length;
  const documents: GuardrailStatement[][] = [];
  const tooLong: GuardrailStatement[] = [];
  for (const statement of [...statements].sort((a, b) => length(b) - length(a))) {
    const document = documents.find((candidate) => fits([...candidate, statement]));
    if (document !== undefined) {
      document.push(statement);
    } else if (fits([statement])) {
      documents.push([statement]);
    } else {
      tooLong.push(statement);
    }
  }
  const order = new Map(statements.map((statement, index) => [statement, index]));
  const place = (statement: GuardrailStatement) => order.get(statement) ?? 0;
  return { documents: documents.map((document) => document.sort((a, b) => place(a) - place(b))), tooLong };
}
