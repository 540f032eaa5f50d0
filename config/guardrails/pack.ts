import type { GuardrailStatement } from "./statement";

/** A policy document with these statements, minified. */
export function policyText(statements: readonly GuardrailStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const EMPTY_POLICY = policyText([]).length;

/**
 * Statements in as few documents as they fit, the longest first; within a document they are in the order they came in.
 *
 * @param limit most characters of a document
 * @returns the documents, and the statements that are longer than a document by themselves
 */
export function pack(
  statements: readonly GuardrailStatement[],
  limit: number,
): { documents: GuardrailStatement[][]; tooLong: GuardrailStatement[] } {
  const sized = statements.map((statement) => ({ statement, length: JSON.stringify(statement).length }));
  const documents: { length: number; statements: GuardrailStatement[] }[] = [];
  const tooLong: GuardrailStatement[] = [];
  for (const { length, statement } of sized.sort((a, b) => b.length - a.length)) {
    // A comma parts it from the statement before it.
    const document = documents.find((candidate) => candidate.length + 1 + length <= limit);
    if (document !== undefined) {
      document.statements.push(statement);
      document.length += 1 + length;
    } else if (EMPTY_POLICY + length <= limit) {
      documents.push({ length: EMPTY_POLICY + length, statements: [statement] });
    } else {
      tooLong.push(statement);
    }
  }
  const order = new Map(statements.map((statement, index) => [statement, index]));
  const place = (statement: GuardrailStatement) => order.get(statement) ?? 0;
  const inOrder = (all: GuardrailStatement[]) => all.sort((a, b) => place(a) - place(b));
  return { documents: documents.map((document) => inOrder(document.statements)), tooLong };
}
