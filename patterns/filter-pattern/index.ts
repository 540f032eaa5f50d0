import { FilterPatternError } from "./error";
import { matchesJson } from "./json-evaluation";
import { parseJsonPattern } from "./json-grammar";
import type { FilterPattern } from "./pattern";
import { matchesTerms, parseTerms } from "./terms";
import { skipSpace } from "./tokens";

export { FilterPatternError } from "./error";
export type { FilterPattern } from "./pattern";

/** Characters of the longest pattern that the API takes (PutMetricFilter, `filterPattern`). */
export const LONGEST_FILTER_PATTERN = 1024;

/**
 * Reads a filter pattern of Amazon CloudWatch Logs as metric filters take it:
 *
 * - `{ ... }`, conditions on the fields of a JSON event. Selectors are `$.a.b`, `$.a[0]`, `$.a[*]`, `$.*` and
 *   `$.['a.b']`, with one wildcard at most; comparisons `=`, `!=`, `<`, `<=`, `>`, `>=`, `IS NULL`, `IS TRUE`,
 *   `IS FALSE` and `NOT EXISTS`, joined by `&&`, which binds tighter, `||` and parentheses. At most two values are regular
 *   expressions.
 * - terms in any text: `ERROR`, `"two words"`, `-without`, `?one ?or ?other`, `%regular expression%`. Blank text is the
 *   pattern of every event.
 *
 * Only what AWS documents is taken, so that what is accepted here is accepted there: a value of several words needs double
 * quotes, keywords are in capital letters, and `?` is not mixed with other terms. The form `[ip, user, ...]` for
 * space-delimited events is refused: neither CloudTrail nor CloudHSM writes such.
 *
 * @throws FilterPatternError with the offset of the first thing that is wrong, what was got and what is allowed
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function parseFilterPattern(text: string): FilterPattern {
  if (text.length > LONGEST_FILTER_PATTERN) {
    const allowed = `${LONGEST_FILTER_PATTERN} characters at most`;
    throw new FilterPatternError(LONGEST_FILTER_PATTERN, `${text.length} characters`, allowed);
  }
  const start = skipSpace(text, 0);
  switch (text.charAt(start)) {
    case "{":
      return parseJsonPattern(text, start);
    case "[":
      throw new FilterPatternError(start, "a pattern for space-delimited events", "{ a JSON pattern } or terms");
    default:
      return parseTerms(text);
  }
}

/**
 * Whether a log event matches a pattern. All comparisons are case-sensitive.
 *
 * A JSON pattern matches JSON objects only. In it
 *
 * - `=`, `!=` and the orders are true of strings and numbers only. **`!=` is false of a missing field**, as of null, a
 *   boolean, an array and an object: AWS says that a selector has to point to a string or a number, and that
 *   `$.users != 1` does not match an event in which `users` is an array. AWS's page does not speak of `!=` and missing
 *   fields by name; this is the cautious reading, in which a filter is never thought to raise an alarm that it may not
 *   raise. `($.additionalEventData.MFAUsed != "Yes")` finds sign-ins with `"MFAUsed": "No"`; to find those without the
 *   field as well, add `|| ($.additionalEventData.MFAUsed NOT EXISTS)`.
 * - `NOT EXISTS` is true of a missing field only, `IS NULL` of a field that is null, `IS TRUE` and `IS FALSE` of booleans,
 *   not of the string "true".
 * - an asterisk at the start or the end of a value matches any text, also in quotes; elsewhere it is an asterisk.
 * - a number is compared with a number as numbers, with a string as text; orders are of numbers only.
 * - with a wildcard in the selector, one field of which the comparison is true is enough, and `NOT EXISTS` is true when
 *   there is no field at all.
 *
 * A term matches anywhere in the text, in the middle of a word too. Regular expressions are JavaScript's, over the subset
 * of characters that AWS allows. Numbers are JavaScript's: more than 15 digits are rounded, and `1.0` has the text `1`.
 */
export function matchesFilterPattern(pattern: FilterPattern, message: string): boolean {
  return pattern.form === "json" ? matchesJson(pattern, message) : matchesTerms(pattern, message);
}
