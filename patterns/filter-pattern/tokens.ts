import { FilterPatternError } from "./error";

/** The lexical forms of both kinds of pattern, tried in this order. All are sticky: they match at one position only. */
const FORMS = {
  operator: /!=|<=|>=|=|<|>/y,
  and: /&&/y,
  or: /\|\|/y,
  open: /\(/y,
  close: /\)/y,
  end: /\}/y,
  // What belongs to a selector is judged later, so that an error can name the one wrong character.
  selector: /\$(?:\['[^']*'\]|[^\s=!<>(){}&|"%])*/y,
  quoted: /"(?:\\[^]|[^"\\])*"/y,
  regex: /%[^%]*%/y,
  word: /[A-Za-z0-9_.*+-]+/y,
} as const;

export type Form = keyof typeof FORMS;

/** A token with its raw text; at the end of the pattern it is `nothing`. */
export interface Token {
  readonly kind: Form | "nothing";
  readonly text: string;
  readonly offset: number;
}

const UNCLOSED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '"': "another double quote that ends the text",
    "%": "another percent sign that ends the regular expression",
    "&": "&&",
    "|": "||",
    "!": "!=",
  }),
);

/** The token at or after an offset. Reading one at a time makes the first error of a text the one that is reported. */
export function tokenAt(text: string, from: number): Token {
  const offset = skipSpace(text, from);
  if (offset === text.length) {
    return { kind: "nothing", text: "", offset };
  }
  for (const kind of Object.keys(FORMS) as Form[]) {
    const found = rawAt(text, offset, kind);
    if (found !== undefined) {
      return { kind, text: found, offset };
    }
  }
  const got = characterAt(text, offset);
  const allowed =
    UNCLOSED.get(got) ?? "a selector, an operator, a value or a parenthesis; other characters need double quotes";
  throw new FilterPatternError(offset, quote(got), allowed);
}

/** The raw text of one form at exactly this offset. */
export function rawAt(text: string, offset: number, form: Form): string | undefined {
  const pattern = FORMS[form];
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

export function skipSpace(text: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  return from + (space.exec(text)?.[0].length ?? 0);
}

/** The text between double quotes. Only a quote and a backslash are escaped; other backslashes are themselves. */
export function unquote(raw: string): string {
  return raw.slice(1, -1).replace(/\\(["\\])/g, "$1");
}

export function got(token: Token): string {
  return token.kind === "nothing" ? "the end" : quote(token.text);
}

export function quote(text: string): string {
  return text.startsWith('"') ? text : `"${text}"`;
}

/** A whole character, also when it takes two units. */
export function characterAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset) ?? 0);
}
