import { findJsonProblem } from "./json";

/** A value of a text that holds one or several, one after the other. */
export interface JsonValue {
  readonly value: unknown;
  /** Where it begins; both count from 1. */
  readonly line: number;
  readonly column: number;
  /** It is alone in the text. */
  readonly isWhole: boolean;
}

export interface TextProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface JsonValues {
  readonly values: readonly JsonValue[];
  readonly problems: readonly TextProblem[];
  /** So much is wrong that the rest was not read. */
  readonly isCut: boolean;
}

/** What no event has, nor what wraps it: brackets in brackets, and values in one value. */
const MOST_LEVELS = 1_000;
const MOST_MEMBERS = 20_000_000;
/** Four times what 256 MiB of CloudTrail's shortest events are. */
const MOST_VALUES = 1_000_000;
/** Each may take a walk to the end of the text. */
const MOST_PROBLEMS = 5;
/** What `aws logs tail` and exports to S3 put before a log event: a time, and perhaps a log stream. */
const PREFIX = /\d{4}-\d\d-\d\dT[^{\n]*\s(?=\{)/y;

const SPACE = /[ \t\r\n]*/y;
const WORD = /[^\s[\]{}",]+/y;

/** Whether a text begins as a line that a time is put before. */
export function hasPrefix(text: string): boolean {
  return matchAt(PREFIX, text, matchAt(SPACE, text, 0)) > 0;
}

/** A text as one value of JSON, or what is wrong with it. It is not parsed where that could take all memory. */
export function jsonOf(text: string): { readonly value: unknown } | TextProblem {
  const { problems, values } = jsonValuesOf(text);
  const [problem] = problems;
  if (problem !== undefined) {
    return problem;
  }
  const [first, second] = values;
  if (first === undefined || second !== undefined) {
    const { column, line } = second ?? { line: 1, column: 1 };
    return { line, column, message: `this is not JSON: ${second === undefined ? "a value" : "the end"} should follow` };
  }
  return first;
}

/**
 * The values of a text of JSON: one, one a line, or one after the other, as `jq` prints them. A time before a line is left out.
 * Where one is broken, the next begins with the next line that begins with a bracket, if the text is one of lines.
 */
export function jsonValuesOf(text: string): JsonValues {
  const lines = new Lines(text);
  const values: Omit<JsonValue, "isWhole">[] = [];
  const problems: TextProblem[] = [];
  let isPrefixed = false;
  let offset = matchAt(SPACE, text, 0);
  while (offset < text.length) {
    const begin = matchAt(PREFIX, text, offset);
    isPrefixed ||= begin > offset;
    const read = valueAt(text, begin, values.length > 0);
    if ("value" in read) {
      values.push({ value: read.value, ...lines.placeOf(begin) });
    } else {
      problems.push(shifted(read.problem, lines.placeOf(begin)));
    }
    if (values.length > MOST_VALUES) {
      const message = `holds more than ${MOST_VALUES.toLocaleString("en")} values, the most that is read; split it`;
      return { values: [], problems: [{ ...lines.placeOf(begin), message }], isCut: false };
    }
    if (problems.length >= MOST_PROBLEMS) {
      return { values: [], problems, isCut: true };
    }
    offset = matchAt(SPACE, text, read.end);
  }
  const isWhole = values.length === 1 && !isPrefixed;
  return { values: values.map((value) => ({ ...value, isWhole })), problems, isCut: false };
}

type Read = { readonly value: unknown; readonly end: number } | { readonly problem: TextProblem; readonly end: number };

/** @param isLater whether a value was read before it */
function valueAt(text: string, begin: number, isLater: boolean): Read {
  const found = endOfValue(text, begin);
  if (typeof found === "string") {
    return { problem: { line: 1, column: 1, message: found }, end: text.length };
  }
  const slice = text.slice(begin, found);
  const parsed = found === begin ? undefined : parse(slice);
  if (parsed !== undefined) {
    return { value: parsed.value, end: found };
  }
  // A line that is broken has swallowed those that follow it.
  const next = text.charAt(begin) === "{" ? text.indexOf("\n{", begin) + 1 : 0;
  if (next > 0 && (isLater || isLine(text, next))) {
    const { message, ...at } = findJsonProblem(text.slice(begin, next - 1));
    return { problem: { ...at, message: message.replace("the text ends", "the line ends") }, end: next };
  }
  const problem = findJsonProblem(found === begin ? text.slice(begin) : slice);
  return { problem, end: found === begin || found === text.length ? text.length : found };
}

function isLine(text: string, begin: number): boolean {
  const end = text.indexOf("\n", begin);
  const line = text.slice(begin, end === -1 ? undefined : end);
  return endOfValue(line, 0) === line.trimEnd().length && parse(line) !== undefined;
}

/** In an object, as nothing can be a value; nothing when it is no JSON. */
function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/**
 * Where a value ends that begins somewhere: the text's end where it is not closed, its beginning where none begins.
 *
 * @returns in words why it is not read, where it is too large for any list of events
 */
function endOfValue(text: string, begin: number): number | string {
  const sign = text.charAt(begin);
  if (sign === '"') {
    return endOfString(text, begin);
  }
  if (sign !== "{" && sign !== "[") {
    return matchAt(WORD, text, begin);
  }
  let [levels, members] = [0, 0];
  for (let offset = begin; offset < text.length; offset += 1) {
    switch (text.charCodeAt(offset)) {
      case QUOTE:
        offset = endOfString(text, offset) - 1;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        levels += 1;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        levels -= 1;
        break;
      case COMMA:
        members += 1;
        break;
    }
    if (levels === 0) {
      return offset + 1;
    }
    if (levels > MOST_LEVELS) {
      return "nested too deeply for a list of events";
    }
    if (members > MOST_MEMBERS) {
      return `a value with more than ${MOST_MEMBERS.toLocaleString("en")} members, the most that is read; split it`;
    }
  }
  return text.length;
}

const [QUOTE, COMMA, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

function endOfString(text: string, begin: number): number {
  for (let quote = text.indexOf('"', begin + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text.charAt(quote - 1 - escapes) === "\\") {
      escapes += 1;
    }
    if (escapes % 2 === 0) {
      return quote + 1;
    }
  }
  return text.length;
}

/** Where a pattern that is looked for at one place ends; that place where it is not there. */
function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

function shifted({ column, line, message }: TextProblem, begin: Omit<TextProblem, "message">): TextProblem {
  return {
    line: line + begin.line - 1,
    column: line === 1 ? column + begin.column - 1 : column,
    message,
  };
}

/** Lines and columns of offsets that only grow: each line end is looked for once. */
class Lines {
  private line = 1;
  private start = 0;
  private end: number;

  constructor(private readonly text: string) {
    this.end = this.endOfLine();
  }

  placeOf(offset: number): Omit<TextProblem, "message"> {
    while (this.end < offset) {
      this.line += 1;
      this.start = this.end + 1;
      this.end = this.endOfLine();
    }
    return { line: this.line, column: offset - this.start + 1 };
  }

  private endOfLine(): number {
    const end = this.text.indexOf("\n", this.start);
    return end === -1 ? Infinity : end;
  }
}
