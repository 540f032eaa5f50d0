import { FilterPatternError } from "./error";
import type { Equality, Num } from "./pattern";
import { parseRegex, regexMatches } from "./regex";
import { got, type Token, unquote } from "./tokens";

const NUMBER = /^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
/** AWS asks for quotes around all but letters, digits and _; its own examples leave `123.123.*` without. */
const BARE = /^[A-Za-z0-9_.*]+$/;

/** Reads the right side of `=` and `!=`. */
export function parseValue(token: Token): Equality["value"] {
  switch (token.kind) {
    case "quoted":
      return { kind: "text", text: unquote(token.text) };
    case "regex":
      return parseRegex(token.text, token.offset);
    case "word":
      if (NUMBER.test(token.text)) {
        return parseNumber(token);
      }
      if (BARE.test(token.text)) {
        return { kind: "text", text: token.text };
      }
      throw new FilterPatternError(token.offset, got(token), "letters, digits, _ . and * only without double quotes");
    default:
      throw new FilterPatternError(token.offset, got(token), "a text, a number or a %regular expression%");
  }
}

/** Reads the right side of `<`, `<=`, `>` and `>=`. */
export function parseNumber(token: Token): Num {
  if (token.kind !== "word" || !NUMBER.test(token.text)) {
    throw new FilterPatternError(token.offset, got(token), "a number like 400, -1.5 or 10e3 after <, <=, > and >=");
  }
  return { kind: "number", text: token.text, value: Number(token.text) };
}

/**
 * Whether a field's value is the pattern's. CloudTrail writes account numbers as strings, which AWS's page compares with
 * digits without quotes, and `= *` finds numbers too: strings and numbers are compared as text, two numbers as numbers.
 */
export function isEqual(field: string | number, value: Equality["value"]): boolean {
  switch (value.kind) {
    case "number":
      return field === value.value || field === value.text;
    case "text":
      return wildcardMatches(value.text, String(field));
    case "regex":
      return regexMatches(value, String(field));
  }
}

/** AWS: `*Event` is the end of PutEvent, `Event*` the start of EventId, but `Ev*ent` is only itself. */
function wildcardMatches(pattern: string, text: string): boolean {
  const fixed = pattern.replace(/^\*/, "").replace(/\*$/, "");
  if (pattern.startsWith("*")) {
    return pattern.endsWith("*") ? text.includes(fixed) : text.endsWith(fixed);
  }
  return pattern.endsWith("*") ? text.startsWith(fixed) : text === fixed;
}
