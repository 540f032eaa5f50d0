import { DATA_EVENTS, onlyReadsData, SHARED_EVENT_NAMES } from "../../aws/data-events";
import { DATA_RESOURCE_TYPES } from "../../aws/data-resource-types";
import type { DataResourceType } from "../../aws/data-resource-types";
import { selectedCategory } from "../../aws/event-selector";
import type { EventSelector, FieldSelector, SelectorField } from "../../aws/event-selector";
import type { FilterPattern } from "../../patterns/filter-pattern";
import type { Compound, Condition } from "../../patterns/filter-pattern/pattern";
import { MANAGEMENT_EVENTS } from "../trail/selectors";

/** What a pattern asks for that a trail does not record. */
export interface Unrecorded {
  /** Whether no event that the trail records can match. */
  readonly never: boolean;
  /** Names of data events that the pattern asks for beside others, of which none is recorded where it asks for it. */
  readonly names: readonly string[];
}

type Leaf = Exclude<Condition, Compound>;

/** Names that only data events have, whatever wrote them. */
const DATA_EVENT_NAMES = [...DATA_EVENTS.values()].flat().filter((name) => !SHARED_EVENT_NAMES.includes(name));

/** More ways to match than a pattern of 1,024 characters has, unless somebody multiplies brackets. */
const MOST_ALTERNATIVES = 2_000;

/**
 * What a pattern asks for and a trail with these selectors does not record. Where that cannot be known, it is taken for recorded.
 *
 * @param selectors all of the trail; one of the management events alone without any
 */
export function unrecordedBy(
  pattern: FilterPattern,
  selectors: readonly EventSelector[] = [MANAGEMENT_EVENTS],
): Unrecorded {
  const alternatives = pattern.form === "terms" ? undefined : alternativesOf(pattern.condition);
  if (alternatives === undefined) {
    return { never: false, names: [] };
  }
  const judged = alternatives.map((leaves) => ({
    name: exactNameOf(leaves),
    recorded: selectors.some((selector) => canSelect(selector, leaves)),
  }));
  const seen = new Set(judged.flatMap(({ name, recorded }) => (recorded && name !== undefined ? [name] : [])));
  const names = judged.flatMap(({ name, recorded }) =>
    recorded || name === undefined || seen.has(name) ? [] : [name],
  );
  return { never: judged.every(({ recorded }) => !recorded), names: [...new Set(names)] };
}

/**
 * A service whose reads and writes in resources are data events, where a pattern asks for its events and says not which, and the
 * trail records no such event that it could mean: then only those match that create, change or describe the resources themselves.
 */
export function serviceWithoutEventName(
  pattern: FilterPattern,
  selectors: readonly EventSelector[] = [MANAGEMENT_EVENTS],
): string | undefined {
  if (pattern.form === "terms" || leavesOf(pattern.condition).some((leaf) => isOn(leaf, "eventName"))) {
    return undefined;
  }
  const data = selectors.filter((selector) => selectedCategory(selector) === "Data");
  const unseen = (alternativesOf(pattern.condition) ?? []).filter(
    (leaves) => !data.some((selector) => canSelect(selector, leaves)),
  );
  return unseen
    .flatMap((leaves) => leaves.flatMap((leaf) => exactText(leaf, "eventSource") ?? []))
    .find((source) => DATA_EVENTS.has(source));
}

/** Every way in which a condition can hold: what has to hold together. Nothing where there are too many. */
function alternativesOf(condition: Condition): Leaf[][] | undefined {
  if (!isCompound(condition)) {
    return [[condition]];
  }
  const parts = condition.conditions.map(alternativesOf);
  return parts.slice(1).reduce<Leaf[][] | undefined>((before, part) => {
    if (before === undefined || part === undefined) {
      return undefined;
    }
    const joined =
      condition.kind === "or"
        ? [...before, ...part]
        : before.flatMap((leaves) => part.map((more) => [...leaves, ...more]));
    return joined.length > MOST_ALTERNATIVES ? undefined : joined;
  }, parts[0]);
}

function leavesOf(condition: Condition): Leaf[] {
  return isCompound(condition) ? condition.conditions.flatMap(leavesOf) : [condition];
}

function isCompound(condition: Condition): condition is Compound {
  return condition.kind === "and" || condition.kind === "or";
}

function fieldOf({ fieldSelectors }: EventSelector, field: SelectorField): FieldSelector | undefined {
  return fieldSelectors.find((selector) => selector.field === field);
}

/** Whether some event that the selector selects could meet all conditions. */
function canSelect(selector: EventSelector, leaves: readonly Leaf[]): boolean {
  const category = selectedCategory(selector);
  if (!canBe(leaves, "eventCategory", category)) {
    return false;
  }
  switch (category) {
    case "Management":
      return !saysManagement(leaves, false) && !isDataEvent(leaves);
    case "Data":
      return !saysManagement(leaves, true) && canSelectData(selector, leaves);
    default:
      return (fieldOf(selector, "eventSource")?.equals ?? []).some((source) => canBe(leaves, "eventSource", source));
  }
}

function saysManagement(leaves: readonly Leaf[], value: boolean): boolean {
  return leaves.some((leaf) => leaf.kind === "is" && isOn(leaf, "managementEvent") && leaf.value === value);
}

/** Whether a name has to be that of a data event, of the service if one is named. */
function isDataEvent(leaves: readonly Leaf[]): boolean {
  const source = leaves.flatMap((leaf) => exactText(leaf, "eventSource") ?? [])[0];
  const names = source === undefined ? DATA_EVENT_NAMES : (DATA_EVENTS.get(source) ?? []);
  return leaves.some((leaf) => names.includes(exactText(leaf, "eventName") ?? ""));
}

function canSelectData(selector: EventSelector, leaves: readonly Leaf[]): boolean {
  const wanted = fieldOf(selector, "resources.type")?.equals?.[0];
  const type = DATA_RESOURCE_TYPES.find((known) => known.type === wanted);
  if (type === undefined || !canBe(leaves, "eventSource", type.eventSource)) {
    return false;
  }
  const events = (DATA_EVENTS.get(type.eventSource) ?? []).filter((name) => selectsName(selector, name));
  return (
    events.some((name) => canBe(leaves, "eventName", name) && canRead(leaves, onlyReadsData(name))) &&
    canBeIn(type, fieldOf(selector, "resources.ARN"), leaves)
  );
}

function selectsName(selector: EventSelector, name: string): boolean {
  const readOnly = fieldOf(selector, "readOnly")?.equals?.[0];
  const reads = onlyReadsData(name);
  return (
    (readOnly === undefined || reads === undefined || String(reads) === readOnly) &&
    fieldOf(selector, "eventName")?.notEquals?.includes(name) !== true
  );
}

function canRead(leaves: readonly Leaf[], reads: boolean | undefined): boolean {
  return (
    reads === undefined || !leaves.some((leaf) => leaf.kind === "is" && isOn(leaf, "readOnly") && leaf.value === !reads)
  );
}

/** Whether the resource that conditions name by the parameter of requests can be among those of a selector. */
function canBeIn(
  { parameter, valuesOf }: DataResourceType,
  arns: FieldSelector | undefined,
  leaves: readonly Leaf[],
): boolean {
  // Calls on many resources at once, such as BatchGetItem, name them otherwise.
  const about = leaves.filter((leaf) => isOn(leaf, "requestParameters", parameter) && leaf.kind !== "not exists");
  const exact = about.flatMap((leaf) => exactText(leaf, "requestParameters", parameter) ?? []);
  const isLeftOut = (value: string): boolean =>
    (arns?.notStartsWith ?? []).some((arn) => valuesOf(arn).includes(value) && valuesOf(arn).length > 0);
  return [...(arns?.equals ?? []), ...(arns?.startsWith ?? [])].some((arn) =>
    valuesOf(arn).some((value) =>
      value === "" ? !exact.some(isLeftOut) : about.every((leaf) => canMatch(leaf, value)),
    ),
  );
}

function canBe(leaves: readonly Leaf[], field: string, value: string): boolean {
  return leaves.every((leaf) => !isOn(leaf, field) || canMatch(leaf, value));
}

/** Whether a field of this text meets a condition; `true` where that cannot be known. */
function canMatch(leaf: Leaf, text: string): boolean {
  switch (leaf.kind) {
    case "equality":
      return leaf.value.kind === "regex" || (leaf.operator === "=") === matches(leaf.value.text, text);
    case "not exists":
      return false;
    default:
      return true;
  }
}

/** An asterisk at either end stands for any text. */
function matches(wanted: string, text: string): boolean {
  const [anyBefore, anyAfter] = [wanted.startsWith("*"), wanted.length > 1 && wanted.endsWith("*")];
  const core = wanted.slice(anyBefore ? 1 : 0, anyAfter ? -1 : undefined);
  if (anyBefore && anyAfter) {
    return text.includes(core);
  }
  return anyBefore ? text.endsWith(core) : anyAfter ? text.startsWith(core) : text === core;
}

/** The name of a data event that has to be the event's. */
function exactNameOf(leaves: readonly Leaf[]): string | undefined {
  return leaves.flatMap((leaf) => exactText(leaf, "eventName") ?? []).find((name) => isDataEventName(name));
}

function isDataEventName(name: string): boolean {
  return [...DATA_EVENTS.values()].some((names) => names.includes(name));
}

/** The one text that a field has to have, if so. */
function exactText(leaf: Leaf, ...path: readonly string[]): string | undefined {
  return leaf.kind === "equality" &&
    leaf.operator === "=" &&
    leaf.value.kind === "text" &&
    isOn(leaf, ...path) &&
    !/^\*|\*$/.test(leaf.value.text)
    ? leaf.value.text
    : undefined;
}

function isOn({ selector }: Leaf, ...path: readonly string[]): boolean {
  return (
    selector.length === path.length &&
    selector.every((step, index) => step.kind === "property" && step.name === path[index])
  );
}
