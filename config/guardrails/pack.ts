import type { GuardrailStatement } from "./statement";

/** A policy document with these statements, minified. */
export function policyText(statements: readonly GuardrailStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const EMPTY_POLICY = policyText([]).length;

interface Document {
  length: number;
  readonly statements: GuardrailStatement[];
}

/**
 * Statements in as few documents as they fit, the longest first; within a document they are in the order they came in.
 *
 * What was in a document stays in it while it fits, and else moves to a later one, never to an earlier: whoever changes later
 * documents before earlier ones has every statement at every moment. No document is given up, as it would be detached before
 * the others have what was in it: one that nothing is left for repeats the shortest statement, which changes nothing.
 *
 * @param limit most characters of a document
 * @param before Sids of the statements of each document of the time before
 * @returns the documents, and the statements that are longer than a document by themselves
 */
export function pack(
  statements: readonly GuardrailStatement[],
  limit: number,
  before: readonly (readonly string[])[] = [],
): { documents: GuardrailStatement[][]; tooLong: GuardrailStatement[] } {
  const sized = statements
    .map((statement) => ({
      statement,
      length: JSON.stringify(statement).length,
      home: before.findIndex((sids) => sids.includes(statement.Sid)),
    }))
    .sort((a, b) => b.length - a.length);
  const documents: Document[] = before.map(() => ({ length: EMPTY_POLICY, statements: [] }));
  const tooLong: GuardrailStatement[] = [];
  const put = (statement: GuardrailStatement, length: number, candidates: readonly Document[]): boolean => {
    // A comma parts it from the statement before it.
    const added = (document: Document) => (document.statements.length === 0 ? 0 : 1) + length;
    const document = candidates.find((candidate) => candidate.length + added(candidate) <= limit);
    if (document !== undefined) {
      document.length += added(document);
      document.statements.push(statement);
    }
    return document !== undefined;
  };
  const moving = sized.filter(
    ({ home, length, statement }) => home === -1 || !put(statement, length, documents.slice(home, home + 1)),
  );
  for (const { home, length, statement } of moving) {
    if (!put(statement, length, documents.slice(home + 1))) {
      const added: Document = { length: EMPTY_POLICY, statements: [] };
      if (put(statement, length, [added])) {
        documents.push(added);
      } else {
        tooLong.push(statement);
      }
    }
  }
  const shortest = sized.at(-1)?.statement;
  const order = new Map(statements.map((statement, index) => [statement, index]));
  const place = (statement: GuardrailStatement) => order.get(statement) ?? 0;
  return {
    documents: documents
      .map((document) =>
        document.statements.length === 0 && shortest !== undefined
          ? [shortest]
          : document.statements.sort((a, b) => place(a) - place(b)),
      )
      .filter((document) => document.length > 0),
    tooLong,
  };
}
