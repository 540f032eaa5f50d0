import { DATA_EVENTS, SHARED_EVENT_NAMES } from "../../aws/data-events";
import type { FilterPattern } from "../../patterns/filter-pattern";
import type { Condition, Equality } from "../../patterns/filter-pattern/pattern";

/** Names that only data events have, whatever wrote them. */
const DATA_EVENT_NAMES = [...DATA_EVENTS.values()].flat().filter((name) => !SHARED_EVENT_NAMES.includes(name));

/** Whether some event that a trail of management events records could match; `true` where that cannot be known. */
export function canMatchManagementEvents(pattern: FilterPattern): boolean {
  return pattern.form === "terms" || canMatch(pattern.condition, undefined);
}

/**
 * A service whose reads and writes in resources are data events, where a pattern asks for its events and says not which: then
 * only those match that create, change or describe the resources themselves.
 */
export function serviceWithoutEventName(pattern: FilterPattern): string | undefined {
  if (pattern.form === "terms" || textsOf(pattern.condition, "eventName").length > 0) {
    return undefined;
  }
  return textsOf(pattern.condition, "eventSource").find((source) => DATA_EVENTS.has(source));
}

/** @param source what the conditions around say that wrote the event */
function canMatch(condition: Condition, source: string | undefined): boolean {
  switch (condition.kind) {
    case "and": {
      const own = condition.conditions.flatMap((part) => required(part, "eventSource") ?? []);
      return condition.conditions.every((part) => canMatch(part, own[0] ?? source));
    }
    case "or":
      return condition.conditions.some((part) => canMatch(part, source));
    case "equality": {
      const name = required(condition, "eventName");
      const category = required(condition, "eventCategory");
      return (
        (name === undefined || !isDataEvent(name, source)) && (category === undefined || category === "Management")
      );
    }
    case "is":
      return !(isOf(condition, "managementEvent") && condition.value === false);
    default:
      return true;
  }
}

function isDataEvent(name: string, source: string | undefined): boolean {
  const names = source === undefined ? DATA_EVENT_NAMES : (DATA_EVENTS.get(source) ?? []);
  return names.includes(name);
}

/** The one text that a field has to have, if so. */
function required(condition: Condition, field: string): string | undefined {
  return condition.kind === "equality" && condition.operator === "=" && isOf(condition, field)
    ? exactText(condition)
    : undefined;
}

function exactText({ value }: Equality): string | undefined {
  return value.kind === "text" && !/^\*|\*$/.test(value.text) ? value.text : undefined;
}

/** What a field is compared with anywhere in a condition; something for each comparison. */
function textsOf(condition: Condition, field: string): string[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.flatMap((part) => textsOf(part, field));
    case "equality":
      return isOf(condition, field) ? [exactText(condition) ?? ""] : [];
    default:
      return isOf(condition, field) ? [""] : [];
  }
}

function isOf({ selector }: Exclude<Condition, { readonly conditions: unknown }>, field: string): boolean {
  const [step] = selector;
  return selector.length === 1 && step?.kind === "property" && step.name === field;
}
