import { FilterPatternError } from "./error";
import type { Term, TermPattern } from "./pattern";
import { parseRegex, regexMatches } from "./regex";
import { characterAt, quote, rawAt, skipSpace, unquote } from "./tokens";

type Role = "required" | "excluded" | "alternatives";

const ROLES: ReadonlyMap<string, Role> = new Map([
  ["?", "alternatives"],
  ["-", "excluded"],
]);
const WORD = /[A-Za-z0-9_]+/y;
const ALLOWED = 'a word of letters, digits and _, a "text in quotes" or a %regular expression%';

/** Reads terms up to the end of the text. */
export function parseTerms(text: string): TermPattern {
  const found: Record<Role, Term[]> = { required: [], excluded: [], alternatives: [] };
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const role = ROLES.get(text.charAt(at)) ?? "required";
    const start = role === "required" ? at : at + 1;
    const [term, length] = termAt(text, start);
    found[role].push(term);
    if (found.alternatives.length > 0 && found.required.length + found.excluded.length > 0) {
      const allowed = "? before all terms or before none: CloudWatch Logs ignores it in a mixture";
      throw new FilterPatternError(at, quote(text.slice(at, start + length)), allowed);
    }
    at = start + length;
    if (at < text.length && skipSpace(text, at) === at) {
      throw new FilterPatternError(at, quote(characterAt(text, at)), `a space between terms, each ${ALLOWED}`);
    }
  }
  return { form: "terms", ...found };
}

/** Whether a log event's text has all the terms, none of the excluded ones, and one of the alternatives if any. */
export function matchesTerms({ required, excluded, alternatives }: TermPattern, message: string): boolean {
  const isIn = (term: Term): boolean =>
    term.kind === "regex" ? regexMatches(term, message) : message.includes(term.text);
  return required.every(isIn) && !excluded.some(isIn) && (alternatives.length === 0 || alternatives.some(isIn));
}

function termAt(text: string, at: number): [Term, number] {
  const quoted = rawAt(text, at, "quoted");
  if (quoted !== undefined) {
    return [{ kind: "text", text: unquote(quoted) }, quoted.length];
  }
  const regex = rawAt(text, at, "regex");
  if (regex !== undefined) {
    return [parseRegex(regex, at), regex.length];
  }
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) {
    throw new FilterPatternError(at, at < text.length ? quote(characterAt(text, at)) : "the end", ALLOWED);
  }
  return [{ kind: "text", text: word }, word.length];
}
