import type { Scalar } from "./json";
import type { Location } from "./location";
import { refuse } from "./location";
import type { Wildcard } from "./pattern";

/**
 * A text in which `*` matches any number of characters, also none; `\*` and `\\` are the characters themselves.
 * Event Ruler's positions are those of the second asterisk and of the character after a backslash.
 */
export function readWildcard(operand: unknown, at: Location): Wildcard | null {
  if (typeof operand !== "string") {
    return refuse(at, "wildcard match pattern must be a string");
  }
  const texts: string[] = [];
  let text = "";
  for (let position = 0; position < operand.length; position++) {
    const character = operand.charAt(position);
    if (character === "\\") {
      position++;
      const escaped = operand.charAt(position);
      if (escaped !== "*" && escaped !== "\\") {
        return refuse(at, `Invalid escape character at pos ${position}`);
      }
      text += escaped;
    } else if (character === "*") {
      if (operand.charAt(position + 1) === "*") {
        return refuse(at, `Consecutive wildcard characters at pos ${position + 1}`);
      }
      texts.push(text);
      text = "";
    } else {
      text += character;
    }
  }
  return { kind: "wildcard", texts: [...texts, text] };
}

/**
 * Whether a value is the texts in their order with anything between them. Each text is taken where it is found first:
 * that leaves the most for those after it, so that nothing has to be tried again.
 */
export function matchesWildcard({ texts }: Wildcard, value: Scalar): boolean {
  const [first = "", ...others] = texts;
  const last = others.pop();
  if (typeof value !== "string" || last === undefined) {
    return value === first;
  }
  if (!value.startsWith(first) || !value.endsWith(last)) {
    return false;
  }
  let position = first.length;
  for (const text of others) {
    const found = value.indexOf(text, position);
    if (found < 0) {
      return false;
    }
    position = found + text.length;
  }
  return position <= value.length - last.length;
}
