import type { Condition, JsonPattern, Order } from "./pattern";
import { isObject, select } from "./selectors";
import { isEqual } from "./values";

/** Whether a log event's text is a JSON object of which the condition is true. */
export function matchesJson({ condition }: JsonPattern, message: string): boolean {
  const event = parsed(message);
  return isObject(event) && isTrue(condition, event);
}

function isTrue(condition: Condition, event: unknown): boolean {
  switch (condition.kind) {
    case "and":
      return condition.conditions.every((part) => isTrue(part, event));
    case "or":
      return condition.conditions.some((part) => isTrue(part, event));
    case "equality":
      return select(event, condition.selector)
        .filter(isValue)
        .some((field) => isEqual(field, condition.value) === (condition.operator === "="));
    case "order":
      return select(event, condition.selector).some((field) => isInOrder(field, condition));
    case "is":
      return select(event, condition.selector).includes(condition.value);
    case "not exists":
      return select(event, condition.selector).length === 0;
  }
}

/** AWS: a selector has to point to a string or a number; neither `=` nor `!=` is true of anything else. */
function isValue(field: unknown): field is string | number {
  return typeof field === "string" || typeof field === "number";
}

function isInOrder(field: unknown, { operator, value: { value } }: Order): boolean {
  if (typeof field !== "number") {
    return false;
  }
  switch (operator) {
    case "<":
      return field < value;
    case "<=":
      return field <= value;
    case ">":
      return field > value;
    case ">=":
      return field >= value;
  }
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message) as unknown;
  } catch {
    return undefined;
  }
}
