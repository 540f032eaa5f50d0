import { isList, isObject } from "./json";
import type { Location } from "./location";
import { elementOf, memberOf, refuse } from "./location";
import { incomparable } from "./numeric";
import { readOnlyMember } from "./only-member";
import type { AnythingBut, Matcher } from "./pattern";
import { IGNORING_CASE, readIgnoringCase } from "./text";
import { readWildcard } from "./wildcard";

type Read = (operand: unknown, at: Location) => Matcher | null;

/** The operators that are allowed within `anything-but`, each with a text or a list of texts. */
const NEGATED = new Map<string, Read>([
  ["prefix", (text, at) => readAffix("prefix", text, at)],
  ["suffix", (text, at) => readAffix("suffix", text, at)],
  [IGNORING_CASE, (text, at) => readIgnoringCase("whole", text, at)],
  ["wildcard", readWildcard],
]);

/**
 * A text, a number, a list of either, or another operator. The condition holds of a field that is there and has a value
 * that none of these hold of, so also of null and of values of another type.
 */
export function readAnythingBut(operand: unknown, at: Location): AnythingBut | null {
  if (isObject(operand)) {
    return readNegated(operand, at);
  }
  if (isList(operand)) {
    return readValues(operand, at);
  }
  if (!isTextOrNumber(operand)) {
    return refuse(at, "Value of anything-but must be an array or single string/number value.");
  }
  return noneOf([readValue(operand, at)]);
}

function readNegated(operand: Readonly<Record<string, unknown>>, at: Location): AnythingBut | null {
  const member = readOnlyMember(operand, at);
  if (member === null) {
    return null;
  }
  const [name, inner] = member;
  const read = NEGATED.get(name);
  if (read === undefined) {
    return refuse(at, `Unsupported anything-but pattern: ${name}`);
  }
  const atInner = memberOf(at, name);
  if (!isList(inner)) {
    return noneOf([read(inner, atInner)]);
  }
  if (inner.length === 0) {
    return refuse(atInner, "Empty arrays are not allowed");
  }
  return noneOf(inner.map((text, index) => read(text, elementOf(atInner, index))));
}

/** Stricter than outside of `anything-but`: no empty text, for it would leave no value, and no ignoring of case. */
function readAffix(part: "prefix" | "suffix", text: unknown, at: Location): Matcher | null {
  if (typeof text !== "string") {
    return refuse(at, "prefix/suffix match pattern must be a string");
  }
  return text === "" ? refuse(at, "Null prefix/suffix not allowed") : { kind: "text", part, text, ignoreCase: false };
}

function readValues(values: readonly unknown[], at: Location): AnythingBut | null {
  const read = values.map((value, index) => readValue(value, elementOf(at, index)));
  const types = new Set(values.map((value) => typeof value));
  if (values.every(isTextOrNumber) && types.size !== 1) {
    return refuse(at, "Inside anything but list, either all values are number or string, mixed type is not supported");
  }
  return noneOf(read);
}

function readValue(value: unknown, at: Location): Matcher | null {
  if (!isTextOrNumber(value)) {
    return refuse(at, "Inside anything but list, start|null|boolean is not supported.");
  }
  const reason = typeof value === "number" ? incomparable(value) : undefined;
  return reason === undefined ? { kind: "equals", value } : refuse(at, reason);
}

function isTextOrNumber(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function noneOf(matchers: readonly (Matcher | null)[]): AnythingBut {
  return { kind: "anything-but", noneOf: matchers.filter((matcher) => matcher !== null) };
}
