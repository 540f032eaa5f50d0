import { parseDocument } from "yaml";

/**
 * The value of a text that is an object or a list of JSON.
 *
 * @returns nothing where it is none, or has a key twice: JavaScript reads the last, and others the first
 */
export function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isWrittenAs(text, value) || hasEachKeyOnce(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As JSON.stringify writes it, which writes no key twice: so are nearly all, and parsing takes its time. */
function isWrittenAs(text: string, value: unknown): boolean {
  return JSON.stringify(value) === text;
}

function hasEachKeyOnce(text: string): boolean {
  return parseDocument(text, { schema: "json", uniqueKeys: true }).errors.length === 0;
}
