import type { Scalar } from "./json";
import { isObject } from "./json";
import type { Location } from "./location";
import { memberOf, refuse } from "./location";
import { readOnlyMember } from "./only-member";
import type { TextMatcher } from "./pattern";

export const IGNORING_CASE = "equals-ignore-case";

/** `"us-"`, or `{ "equals-ignore-case": "us-" }`. */
export function readAffix(part: "prefix" | "suffix", operand: unknown, at: Location): TextMatcher | null {
  if (typeof operand === "string") {
    return { kind: "text", part, text: operand, ignoreCase: false };
  }
  if (!isObject(operand)) {
    return refuse(at, `${part} match pattern must be a string`);
  }
  const member = readOnlyMember(operand, at);
  if (member === null) {
    return null;
  }
  const [name, text] = member;
  return name === IGNORING_CASE
    ? readIgnoringCase(part, text, memberOf(at, name))
    : refuse(at, `Unsupported ${part} pattern: ${name}`);
}

/** The operand of `equals-ignore-case`, for a whole value or one end of it. */
export function readIgnoringCase(part: TextMatcher["part"], text: unknown, at: Location): TextMatcher | null {
  return typeof text === "string"
    ? { kind: "text", part, text, ignoreCase: true }
    : refuse(at, "equals-ignore-case match pattern must be a string");
}

/** Whether a value is a text that is, begins with or ends with another; without normalization of Unicode. */
export function matchesText({ part, text, ignoreCase }: TextMatcher, value: Scalar): boolean {
  if (typeof value !== "string") {
    return false;
  }
  const [whole, sought] = ignoreCase ? [value.toLowerCase(), text.toLowerCase()] : [value, text];
  switch (part) {
    case "prefix":
      return whole.startsWith(sought);
    case "suffix":
      return whole.endsWith(sought);
    case "whole":
      return whole === sought;
  }
}
