import { matchesCidr } from "./cidr";
import type { Scalar } from "./json";
import { matchesNumeric } from "./numeric";
import type { Matcher } from "./pattern";
import { matchesText } from "./text";
import { matchesWildcard } from "./wildcard";

/** Whether a condition holds of a value. Text is never taken for a number, true, false or null, nor these for text. */
export function matchesValue(matcher: Matcher, value: Scalar): boolean {
  switch (matcher.kind) {
    case "equals":
      return matcher.value === value;
    case "text":
      return matchesText(matcher, value);
    case "wildcard":
      return matchesWildcard(matcher, value);
    case "numeric":
      return matchesNumeric(matcher, value);
    case "cidr":
      return matchesCidr(matcher, value);
    case "anything-but":
      return !matcher.noneOf.some((excluded) => matchesValue(excluded, value));
  }
}
