import { isKnown, refuse } from "../checks";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const LONGEST = 2048;

/**
 * An event pattern as JSON text.
 *
 * @throws Error when it is no JSON object, is empty, or is longer than EventBridge takes
 */
export function patternText(where: string, pattern: Readonly<Record<string, unknown>> | string): string {
  const text = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  if (isKnown(text)) {
    if (!isPattern(text)) {
      refuse(where, "eventPattern", { got: text, allowed: "a JSON object with at least one field" });
    }
    if (text.length > LONGEST) {
      refuse(where, "eventPattern", { got: `${text.length} characters`, allowed: "at most 2,048" });
    }
  }
  return text;
}

function isPattern(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  } catch {
    return false;
  }
}
