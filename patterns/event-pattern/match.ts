import { alternativesOf } from "./alternatives";
import { eventFields } from "./event-fields";
import { holdTogether } from "./hold-together";
import { isObject } from "./json";
import type { EventPattern } from "./pattern";

/**
 * Whether an event matches a pattern, as EventBridge decides it:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 *
 * Every field that the pattern names has to be there and hold, whatever else the event has. Of a field that is a list,
 * one element has to hold. Case is ignored as JavaScript does it, which for few letters, such as the Turkish i, may not
 * be as EventBridge does. Numbers are those of JavaScript, with 15 digits.
 *
 * @param event as JSON.parse returns it; it may not contain itself. What is no object matches no pattern.
 */
export function matchesEventPattern(pattern: EventPattern, event: unknown): boolean {
  if (!isObject(event)) {
    return false;
  }
  const fields = eventFields(event);
  return alternativesOf(pattern).some((conditions) => holdTogether(conditions, fields));
}
