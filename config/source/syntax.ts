import type { YAMLError } from "yaml";
import type { Problem } from "./problem";

type Text = Pick<Problem, "fix" | "message">;

/** What the parser says, by its code; the codes that are missing here are reported in the parser's own words. */
const TEXTS: Partial<Record<YAMLError["code"], Text>> = {
  BAD_SCALAR_START: { message: "a value cannot begin with this sign", fix: "write the value in quotes" },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "a second colon in one line",
    fix: "write a value that holds a colon and a blank in quotes, or begin a new line",
  },
  BLOCK_IN_FLOW: {
    message: "a list or mapping in brackets is not closed before this",
    fix: "add ] or } to an earlier line, or write this in brackets, too",
  },
  MULTILINE_IMPLICIT_KEY: {
    message: "a key without a colon, or a value in the wrong column",
    fix: "write key: value, with a blank after the colon",
  },
  MULTIPLE_DOCS: { message: "a second YAML document begins here", fix: "remove the line ---" },
  NON_STRING_KEY: { message: "a key must be text", fix: "write it in quotes" },
  RESOURCE_EXHAUSTION: { message: "nested too deeply", fix: "are all brackets closed?" },
  TAB_AS_INDENT: { message: "a tab is used as indentation", fix: "indent with blanks" },
};

/** Parser messages of codes that mean several mistakes. */
const PATTERNS: readonly [RegExp, (...groups: string[]) => Text][] = [
  [
    /^Flow (sequence|map) in block collection must be .* end with a (\]|\})/,
    (kind, bracket = "") => ({
      message: `this ${kind === "map" ? "mapping" : "list"} is not closed`,
      fix: `add ${bracket}`,
    }),
  ],
  [/^Missing closing (.)quote/, (quote = "") => ({ message: "this text is not closed", fix: `add ${quote}` })],
  [
    /^All (mapping|sequence|collection) items must start at the same column/,
    () => ({
      message: "not in the column of what is beside it",
      fix: "begin everything that belongs to one mapping or list in one column",
    }),
  ],
  [
    /^Unexpected scalar at node end/,
    () => ({
      message: "not in the column of what is above it",
      fix: "begin everything that belongs to one mapping or list in one column; the first key of the file in column 1",
    }),
  ],
  [
    /^Unresolved tag: (.*)/,
    (tag = "") => ({
      message: `not valid YAML: unresolved tag: ${tag}`,
      fix: "write the value itself: there are no tags or variables in this file",
    }),
  ],
];

/** What is wrong with one value or key only. After anything else the parser may take the rest for what it is not. */
const OF_ONE_VALUE: readonly YAMLError["code"][] = [
  "BAD_ALIAS",
  "BAD_DQ_ESCAPE",
  "BAD_SCALAR_START",
  "DUPLICATE_KEY",
  "NON_STRING_KEY",
  "TAG_RESOLVE_FAILED",
];

/** Whatever else they break, and wherever: the parser gave up, or took the line for a part of the one before. */
const CAUSES: readonly YAMLError["code"][] = ["RESOURCE_EXHAUSTION", "TAB_AS_INDENT"];

/** The errors of a file without those that only follow from an earlier one. */
export function withoutCascade<Found extends Pick<YAMLError, "code" | "pos">>(errors: readonly Found[]): Found[] {
  const inOrder = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const cause = inOrder.find(({ code }) => CAUSES.includes(code));
  if (cause !== undefined) {
    return [cause];
  }
  const first = inOrder.findIndex(({ code }) => !OF_ONE_VALUE.includes(code));
  return first === -1 ? inOrder : inOrder.slice(0, first + 1);
}

/** A mistake in the YAML, in the words of people who do not write parsers. */
export function syntaxText({ code, message }: Pick<YAMLError, "code" | "message">): Text {
  const known = TEXTS[code];
  if (known !== undefined) {
    return known;
  }
  for (const [pattern, text] of PATTERNS) {
    const match = pattern.exec(message);
    if (match !== null) {
      return text(...match.slice(1));
    }
  }
  return { message: `not valid YAML: ${lowerFirst(firstSentence(message))}` };
}

function firstSentence(message: string): string {
  return message.split("\n")[0]?.replace(/[.:]$/, "") ?? message;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
