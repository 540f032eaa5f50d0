import { type Cursor, cursorAt, next } from "./cursor";
import { FilterPatternError } from "./error";
import { comparison } from "./json-comparison";
import type { Compound, Condition, JsonPattern } from "./pattern";
import { got } from "./tokens";

/** Reads `{ ... }`, the opening brace being at the offset. */
export function parseJsonPattern(text: string, offset: number): JsonPattern {
  const cursor = cursorAt(text, offset + 1);
  const condition = disjunction(cursor);
  closeWith(cursor, "end", "}");
  if (cursor.token.kind !== "nothing") {
    throw new FilterPatternError(cursor.token.offset, got(cursor.token), "nothing after the closing brace");
  }
  return { form: "json", condition };
}

function disjunction(cursor: Cursor): Condition {
  return chain(cursor, "or", conjunction);
}

function conjunction(cursor: Cursor): Condition {
  return chain(cursor, "and", primary);
}

function chain(cursor: Cursor, kind: Compound["kind"], operand: (cursor: Cursor) => Condition): Condition {
  const first = operand(cursor);
  const conditions = [first];
  while (cursor.token.kind === kind) {
    next(cursor);
    conditions.push(operand(cursor));
  }
  return conditions.length === 1 ? first : { kind, conditions };
}

function primary(cursor: Cursor): Condition {
  if (cursor.token.kind !== "open") {
    return comparison(cursor);
  }
  next(cursor);
  const condition = disjunction(cursor);
  closeWith(cursor, "close", ")");
  return condition;
}

function closeWith(cursor: Cursor, kind: "close" | "end", sign: string): void {
  if (cursor.token.kind !== kind) {
    const hint = cursor.token.kind === "word" ? "; a value of several words needs double quotes" : "";
    throw new FilterPatternError(cursor.token.offset, got(cursor.token), `&&, || or ${sign}${hint}`);
  }
  next(cursor);
}
