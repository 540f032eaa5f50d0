import { GuardError, tokensOf } from "./tokens";
import type { Token } from "./tokens";

const CLOSING: ReadonlyMap<string, string> = new Map(Object.entries({ "(": ")", "[": "]", "{": "}" }));
const ENDS: ReadonlySet<string> = new Set(CLOSING.values());
const NAME = /^[A-Za-z_]\w*$/;
const COMPARISON = /^([=!<>]=|[<>=!]|exists|empty|in|is_string|is_list|is_struct|is_bool|is_int|is_float|is_null)$/i;
const JOINED = /^(\|\||\|OR\|)$/;

/**
 * What is wrong with a text in AWS CloudFormation Guard 2, or undefined. Only what no reading of the language takes is
 * found: brackets, strings and regular expressions without an end, rules without a name or a condition, and text that
 * compares nothing.
 *
 * @see https://docs.aws.amazon.com/cfn-guard/latest/ug/writing-rules.html
 */
export function guardProblem(text: string): string | undefined {
  try {
    const tokens = tokensOf(text);
    if (tokens.length === 0) {
      throw new GuardError(1, "there is no rule");
    }
    closeBrackets(tokens);
    checkRules(tokens);
    return undefined;
  } catch (error) {
    if (error instanceof GuardError) {
      return error.message;
    }
    throw error;
  }
}

function closeBrackets(tokens: readonly Token[]): void {
  const open: Token[] = [];
  for (const token of tokens) {
    if (CLOSING.has(token.text)) {
      open.push(token);
    } else if (ENDS.has(token.text)) {
      const last = open.pop();
      if (last === undefined || CLOSING.get(last.text) !== token.text) {
        throw new GuardError(token.line, `"${token.text}" closes nothing`);
      }
    }
  }
  const [unclosed] = open;
  if (unclosed !== undefined) {
    throw new GuardError(unclosed.line, `"${unclosed.text}" is not closed`);
  }
}

/** Rules have names and conditions, and what is outside of them is a condition, too. */
function checkRules(tokens: readonly Token[]): void {
  const outside: Token[] = [];
  let at = 0;
  for (let token = tokens[at]; token !== undefined; token = tokens[at]) {
    if (token.text !== "rule") {
      outside.push(token);
      at += 1;
      continue;
    }
    const name = tokens[at + 1];
    if (name === undefined || !NAME.test(name.text)) {
      throw new GuardError(token.line, "a rule needs a name");
    }
    const following = tokens[at + 2]?.text ?? "";
    if (!["when", "{", "("].includes(following)) {
      throw new GuardError(name.line, `after the name of a rule comes "{" or "when", not "${following}"`);
    }
    const start = startOfBody(tokens, at + 2);
    if (start === undefined) {
      throw new GuardError(name.line, `rule ${name.text} has no conditions in braces`);
    }
    const end = endOfBody(tokens, start);
    checkConditions(tokens.slice(start + 1, end), name.line);
    at = end + 1;
  }
  if (outside.length > 0) {
    checkConditions(outside, outside[0]?.line ?? 1);
  }
}

/** The brace that opens what a rule asks for; braces in the filters of its `when` are inside of brackets. */
function startOfBody(tokens: readonly Token[], from: number): number | undefined {
  let depth = 0;
  for (const [index, { text }] of tokens.entries()) {
    if (index < from) {
      continue;
    }
    if (text === "{" && depth === 0) {
      return index;
    }
    depth += CLOSING.has(text) ? 1 : ENDS.has(text) ? -1 : 0;
  }
  return undefined;
}

function endOfBody(tokens: readonly Token[], start: number): number {
  let depth = 0;
  return tokens.findIndex(({ text }, index) => {
    depth += index < start ? 0 : text === "{" ? 1 : text === "}" ? -1 : 0;
    return index >= start && depth === 0;
  });
}

/** Something is compared, or other rules are referred to. */
function checkConditions(tokens: readonly Token[], line: number): void {
  if (tokens.length === 0) {
    throw new GuardError(line, "there is no condition");
  }
  // Rules with parameters are called.
  if (tokens.some(({ text }) => COMPARISON.test(text) || text === "(")) {
    return;
  }
  const stranger = tokens.find(({ text }) => !NAME.test(text) && !JOINED.test(text) && !text.startsWith("<<"));
  if (stranger !== undefined) {
    throw new GuardError(stranger.line, `nothing is compared before "${stranger.text}"`);
  }
}
