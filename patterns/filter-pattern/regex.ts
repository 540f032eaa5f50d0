import { FilterPatternError } from "./error";
import type { Regex } from "./pattern";
import { characterAt, quote } from "./tokens";

const CHARACTER = /[A-Za-z0-9:_#=@/;,\-^$?[\]{}|*+.]/y;
/** Classes and bytes; an escaped symbol is itself. Other letters and digits would mean what AWS does not document. */
const ESCAPE = /\\(?:[dDsSwW]|x[0-9A-Fa-f]{2}|[:_#=@/;,\-^$?[\]{}|*+.\\])/y;
const ALLOWED = "letters, digits, : _ # = @ / ; , - ^ $ ? [ ] { } | \\ * + . and \\d \\D \\s \\S \\w \\W \\xhh";

/**
 * Reads `%...%`.
 *
 * @param offset position of the first percent sign
 * @throws FilterPatternError when it uses what AWS does not support, or is no regular expression
 */
export function parseRegex(raw: string, offset: number): Regex {
  const source = raw.slice(1, -1);
  for (let at = 0; at < source.length;) {
    const part = match(ESCAPE, source, at) ?? match(CHARACTER, source, at);
    if (part === undefined) {
      const got = characterAt(source, at) === "\\" ? source.slice(at, at + 2) : characterAt(source, at);
      throw new FilterPatternError(offset + 1 + at, `${quote(got)} in a regular expression`, ALLOWED);
    }
    at += part.length;
  }
  try {
    compile(source);
  } catch (error) {
    const reason = error instanceof SyntaxError ? ` (${error.message})` : "";
    throw new FilterPatternError(offset, raw + reason, "a regular expression");
  }
  if (source === "") {
    throw new FilterPatternError(offset, raw, "a regular expression between the percent signs");
  }
  return { kind: "regex", source };
}

/** Whether the expression is found anywhere in the text. */
export function regexMatches({ source }: Regex, text: string): boolean {
  return compile(source).test(text);
}

/**
 * With the flag `u`, JavaScript refuses lone brackets and braces instead of taking them literally, but also the escapes
 * of symbols that need none: these are written as bytes.
 */
function compile(source: string): RegExp {
  const strict = source.replace(/\\([^A-Za-z0-9])/g, (_, symbol: string) => `\\x${symbol.charCodeAt(0).toString(16)}`);
  return new RegExp(strict, "u");
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
