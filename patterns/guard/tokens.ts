/** A word, an operator or a bracket of Guard text. Strings, regular expressions and messages are one token each. */
export interface Token {
  readonly text: string;
  /** Line in the text, counted from 1. */
  readonly line: number;
}

/** Guard text that cannot be read. */
export class GuardError extends Error {
  override readonly name = "GuardError";

  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
  }
}

const BLANK = /(?:\s|#.*)+/y;
const CLOSED = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\/(?:[^/\\\n]|\\.)*\/|<<[^]*?>>/y;
const OTHER = /\|\||\|OR\||[=!<>:]=|::|%?[\w-]+|[^]/y;
const OPENED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '"': "a string",
    "'": "a string",
    "/": "a regular expression",
  }),
);

/** @throws GuardError where a string, a regular expression or a message has no end */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let line = 1;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    const taken = pattern.exec(text)?.[0];
    offset += taken?.length ?? 0;
    return taken;
  };
  while (offset < text.length) {
    const blank = take(BLANK);
    const token = blank === undefined ? (take(CLOSED) ?? take(OTHER) ?? "") : "";
    const opened = text.startsWith("<<", offset - token.length) && token === "<" ? "a message" : OPENED.get(token);
    if (opened !== undefined) {
      throw new GuardError(line, `${opened} has no end`);
    }
    if (token !== "") {
      tokens.push({ text: token, line });
    }
    line += (blank ?? token).split("\n").length - 1;
  }
  return tokens;
}
