import { isMapping } from "../../config/source/mapping";
import { statementsOf } from "../statements";
import type { Statement } from "../statements";

/** Who, and what of whom, a statement names. */
export interface Naming {
  /** `DenyTampering` */
  readonly statement: string;
  readonly name: string;
}

/**
 * Everything that a policy makes an exception for, demands or lets in by name: principals, and values of conditions. A question that
 * is asked of known principals does not see a role or an account that nobody knows.
 *
 * @throws SyntaxError when the text is no JSON
 */
export function namedIn(policy: string): Naming[] {
  return statementsOf(policy).flatMap((statement) =>
    [...principals(statement), ...conditions(statement)].map((name) => ({ statement: statement.Sid, name })),
  );
}

function principals({ NotPrincipal, Principal }: Statement): string[] {
  return [Principal, NotPrincipal].flatMap(texts);
}

function conditions({ Condition }: Statement): string[] {
  return texts(Condition);
}

/** Every text in a value, without the keys. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(texts);
  }
  if (isMapping(value)) {
    return Object.values(value).flatMap(texts);
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}
