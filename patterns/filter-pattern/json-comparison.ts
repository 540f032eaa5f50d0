import { type Cursor, next } from "./cursor";
import { FilterPatternError } from "./error";
import type { Condition } from "./pattern";
import { parseSelector } from "./selectors";
import { got, type Token } from "./tokens";
import { parseNumber, parseValue } from "./values";

/** AWS's quota for one JSON pattern. */
const MOST_REGEXES = 2;

/** Reads one comparison, like `$.eventName = "*Trail"` or `$.userIdentity.invokedBy NOT EXISTS`, and moves past it. */
export function comparison(cursor: Cursor): Condition {
  if (cursor.token.kind !== "selector") {
    throw new FilterPatternError(cursor.token.offset, got(cursor.token), "a selector like $.eventName, or (");
  }
  const selector = parseSelector(cursor.token);
  const verb = next(cursor);
  const object = verb.kind === "nothing" ? verb : next(cursor);
  switch (verb.text) {
    case "=":
    case "!=":
      countRegex(cursor, object);
      return take(cursor, { kind: "equality", selector, operator: verb.text, value: parseValue(object) });
    case "<":
    case "<=":
    case ">":
    case ">=":
      return take(cursor, { kind: "order", selector, operator: verb.text, value: parseNumber(object) });
    case "IS":
      return take(cursor, { kind: "is", selector, value: keyword(object, { NULL: null, TRUE: true, FALSE: false }) });
    case "NOT":
      return take(cursor, { kind: keyword(object, { EXISTS: "not exists" }), selector });
    default: {
      const allowed = '=, !=, <, <=, >, >=, IS NULL, IS TRUE, IS FALSE or NOT EXISTS; = "*" is true of any value';
      throw new FilterPatternError(verb.offset, got(verb), allowed);
    }
  }
}

function keyword<T>(token: Token, meanings: Readonly<Record<string, T>>): T {
  const meaning = Object.entries(meanings).find(([word]) => word === token.text);
  if (meaning === undefined) {
    throw new FilterPatternError(token.offset, got(token), `${Object.keys(meanings).join(", ")} in capital letters`);
  }
  return meaning[1];
}

function countRegex(cursor: Cursor, { kind, offset }: Token): void {
  cursor.regexes += kind === "regex" ? 1 : 0;
  if (cursor.regexes > MOST_REGEXES) {
    throw new FilterPatternError(offset, "one more regular expression", `${MOST_REGEXES} in a pattern`);
  }
}

function take(cursor: Cursor, condition: Condition): Condition {
  next(cursor);
  return condition;
}
