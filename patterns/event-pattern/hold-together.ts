import type { EventFields, FieldValue, ListElement } from "./event-fields";
import { matchesValue } from "./matches-value";
import type { FieldCondition } from "./pattern";

/** The element that has been chosen of each list, by the lists' numbers. */
type Choice = ReadonlyMap<number, ListElement>;

/**
 * Whether all conditions hold of an event, and within a list of the same element:
 * https://github.com/aws/event-ruler#json-array-matching
 *
 * Conditions are looked at in the order of their paths, as Event Ruler does. The order matters to `exists: false` only:
 * it means missing in the elements that are chosen by then. Time grows with the square of a list's length at worst.
 */
export function holdTogether(conditions: readonly FieldCondition[], fields: EventFields): boolean {
  const inOrder = [...conditions].sort((a, b) => (a.path < b.path ? -1 : 1));
  let choices: readonly Choice[] = [new Map()];
  for (const [index, condition] of inOrder.entries()) {
    const after = choicesAfter(condition, choices, fields.get(condition.path) ?? []);
    choices = withoutUnneeded(after, inOrder.slice(index + 1));
  }
  return choices.length > 0;
}

function choicesAfter({ anyOf }: FieldCondition, choices: readonly Choice[], values: readonly FieldValue[]): Choice[] {
  const holding = values.filter(({ value }) =>
    anyOf.some((leaf) => (leaf.kind === "exists" ? leaf.exists : matchesValue(leaf, value))),
  );
  const mayBeMissing = anyOf.some((leaf) => leaf.kind === "exists" && !leaf.exists);
  return choices.flatMap((choice) => {
    const agreesWithChoice = ({ element }: FieldValue) => agrees(element, choice);
    const isMissing = mayBeMissing && !values.some(agreesWithChoice);
    return isMissing ? [choice] : holding.filter(agreesWithChoice).map(({ element }) => withElement(element, choice));
  });
}

/** Whether a value is in the chosen element of every list that has a chosen element. */
function agrees(element: ListElement | undefined, choice: Choice): boolean {
  if (choice.size === 0) {
    return true;
  }
  for (let at = element; at !== undefined; at = at.around) {
    const chosen = choice.get(at.list);
    if (chosen !== undefined) {
      // The elements around it are the same then, too.
      return chosen === at;
    }
  }
  return true;
}

function withElement(element: ListElement | undefined, choice: Choice): Choice {
  const after = new Map(choice);
  for (let at = element; at !== undefined; at = at.around) {
    after.set(at.list, at);
  }
  return after;
}

/**
 * The choices that differ in what later conditions may meet again: a list that none of these reach into may be
 * forgotten. Otherwise the choices would multiply with every list.
 */
function withoutUnneeded(choices: readonly Choice[], later: readonly FieldCondition[]): Choice[] {
  const isNeeded = ({ path }: ListElement) =>
    later.some((condition) => condition.path === path || condition.path.startsWith(`${path}.`));
  const distinct = new Map<string, Choice>();
  for (const choice of choices) {
    const elements = [...choice.values()].filter(isNeeded).sort((a, b) => a.list - b.list);
    const key = elements.map(({ list, index }) => `${list}:${index}`).join(" ");
    distinct.set(key, new Map(elements.map((element) => [element.list, element])));
  }
  return [...distinct.values()];
}
