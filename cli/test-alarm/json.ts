/** What is wrong with a text that is no JSON, and where; both numbers count from 1. */
export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What may be at a place of a JSON text; the second of each pair is right behind an opening bracket. */
const EXPECTED = {
  value: "a value",
  firstValue: "a value or ]",
  key: "a key in double quotes",
  firstKey: "a key in double quotes or }",
  colon: "a colon",
  end: "a comma or a closing bracket",
} as const;

const WRONG_STRING = "this string is not closed in its line, or has a wrong escape";

type State = keyof typeof EXPECTED;

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.+-])|(true|false|null)(?!\w)/y;
const ESCAPE = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The first place where a text stops to be JSON. JSON.parse of the oldest Node.js that this project runs with does not say
 * where, so this is asked once it has thrown.
 */
export function findJsonProblem(text: string): JsonProblem {
  const closing: string[] = [];
  let state: State = "value";
  let offset = 0;
  for (;;) {
    offset = endOf(SPACE, text, offset) ?? offset;
    const sign = text.charAt(offset);
    const next = step(state, sign, closing);
    const end = next === undefined ? undefined : endOfToken(text, offset);
    if (next === undefined || end === undefined) {
      const expected = state === "end" && closing.length === 0 ? "the end" : EXPECTED[state];
      const what = sign === "" ? "the text ends, but" : "this is not JSON:";
      const wrongString = next !== undefined && sign === '"';
      return { ...placeOf(text, offset), message: wrongString ? WRONG_STRING : `${what} ${expected} should follow` };
    }
    state = next;
    offset = end;
  }
}

/** What may follow a token that begins with a sign; nothing when it may not be here. */
function step(state: State, sign: string, closing: string[]): State | undefined {
  const first = state === "firstKey" || state === "firstValue";
  if (sign !== "" && sign === closing.at(-1) && (first || state === "end")) {
    closing.pop();
    return "end";
  }
  switch (state) {
    case "key":
    case "firstKey":
      return sign === '"' ? "colon" : undefined;
    case "colon":
      return sign === ":" ? "value" : undefined;
    case "end":
      return sign === "," && closing.length > 0 ? (closing.at(-1) === "}" ? "key" : "value") : undefined;
    case "value":
    case "firstValue":
      return valueBegins(sign, closing);
  }
}

function valueBegins(sign: string, closing: string[]): State | undefined {
  switch (sign) {
    case "{":
      closing.push("}");
      return "firstKey";
    case "[":
      closing.push("]");
      return "firstValue";
    default:
      return /^["\w-]$/.test(sign) ? "end" : undefined;
  }
}

function endOfToken(text: string, start: number): number | undefined {
  const sign = text.charAt(start);
  if ("{}[]:,".includes(sign)) {
    return start + 1;
  }
  return sign === '"' ? endOfString(text, start) : endOf(SCALAR, text, start);
}

/** Sign by sign: a regular expression over a string of megabytes can exhaust its stack. */
function endOfString(text: string, start: number): number | undefined {
  let offset = start + 1;
  while (offset < text.length && text.charAt(offset) >= " ") {
    switch (text.charAt(offset)) {
      case '"':
        return offset + 1;
      case "\\": {
        const end = endOf(ESCAPE, text, offset);
        if (end === undefined) {
          return undefined;
        }
        offset = end;
        break;
      }
      default:
        offset += 1;
    }
  }
  return undefined;
}

function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function placeOf(text: string, offset: number): Pick<JsonProblem, "column" | "line"> {
  let [line, start] = [1, 0];
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}
