import { isTooDeep } from "./depth";
import { marksOf, SENSITIVE, UNKNOWN } from "./masking";
import type { Masked } from "./masking";
import { isObject, keysOf, partOf } from "./parts";
import { isSameJson } from "./same-json";
import { comparePolicies } from "./policies/compare";
import type { StatementChange } from "./policies/compare";
import { statementsOf } from "./policies/statements";

/** An argument that is not as it was. */
export interface AttributeChange {
  /** `rule.0.default_retention.0.days`; what is in a JSON text has its path after that of the text. */
  readonly path: string;
  /** As JSON, or what stands for it; absent where it was not there. Cut where it is long. */
  readonly before?: string;
  readonly after?: string;
  /** Of a policy, in place of the two: the statements that are not as they were. */
  readonly policy?: readonly StatementChange[];
}

/** Longer ones are cut: who has to read them has the plan. */
const MOST_SIGNS = 600;
/** Of one resource. */
const MOST_ATTRIBUTES = 100;
/** Deeper blocks and texts are compared as a whole. */
const MOST_LEVELS = 12;
/** What says nothing that is not said elsewhere. */
const SILENT: ReadonlySet<string> = new Set(["id", "arn", "tags_all"]);

interface Side {
  readonly value: unknown;
  readonly sensitive: unknown;
}

/**
 * The arguments of a resource that change; what is known after apply is said to be so. Of a resource that is new those that have a value. How many were left out is `more`.
 */
export function attributesOf({ isMarked, resource, shown }: Masked): { attributes: AttributeChange[]; more: number } {
  const { after, after_sensitive, after_unknown: unknown, before, before_sensitive } = resource.change;
  if (after == null) {
    return { attributes: [], more: 0 };
  }
  const found: AttributeChange[] = [];
  compare(
    [],
    { value: before ?? undefined, sensitive: before_sensitive },
    { value: after, sensitive: after_sensitive },
    unknown,
    before == null,
    found,
  );
  const few = found.slice(0, MOST_ATTRIBUTES);
  return {
    attributes: isMarked
      ? few.map(({ path, ...values }) => ({ path, ...(shownIn(values, shown) as Partial<AttributeChange>) }))
      : few,
    more: found.length - few.length,
  };
}

function compare(
  path: readonly string[],
  before: Side,
  after: Side,
  unknown: unknown,
  isNew: boolean,
  found: AttributeChange[],
): void {
  const at = path.join(".");
  if (before.sensitive === true || after.sensitive === true) {
    if (unknown === true || !isSame(before.value, after.value)) {
      found.push({ path: at, ...sideOf("before", before, SENSITIVE), ...sideOf("after", after, SENSITIVE) });
    }
    return;
  }
  if (unknown === true) {
    if (!isNew) {
      found.push({ path: at, ...textAt("before", before.value), after: UNKNOWN });
    }
    return;
  }
  if (typeof before.value === "string" || typeof after.value === "string") {
    if (before.value === after.value) return;
    const statements = [before.value, after.value].map(statementsOf);
    if (statements.some((policy) => policy !== undefined)) {
      const policy = comparePolicies(statements[0] ?? [], statements[1] ?? []);
      if (policy.length > 0) found.push({ path: at, policy });
      return;
    }
  }
  const [was, is] = [opened(before.value), opened(after.value)];
  if (Array.isArray(was) && Array.isArray(is) && path.length < MOST_LEVELS) {
    compareLists(path, { ...before, value: was }, { ...after, value: is }, unknown, found);
    return;
  }
  if (path.length < MOST_LEVELS && isObject(was ?? is) && isObject(is ?? was)) {
    for (const key of new Set([...keysOf(was), ...keysOf(is), ...keysOf(unknown)])) {
      if (path.length === 0 && (SILENT.has(key) || key === "//")) continue;
      const [one, other, isUnknown] = [partOf(was, key), partOf(is, key), marksOf(unknown, key)];
      // So are most: nothing is to be said of them, whatever they are.
      if ((isUnknown === undefined || isUnknown === false) && isSameJson(one, other)) continue;
      const inner: [Side, Side] = [
        { value: one, sensitive: marksOf(before.sensitive, key) },
        { value: other, sensitive: marksOf(after.sensitive, key) },
      ];
      compare([...path, key], ...inner, isUnknown, isNew, found);
    }
    return;
  }
  if (!isSame(before.value, after.value) && !(isNew && isEmpty(after.value))) {
    found.push({ path: at, ...textAt("before", before.value), ...textAt("after", after.value) });
  }
}

/** Entries that are in both do not count, wherever they are: providers sort sets as they like. */
function compareLists(
  path: readonly string[],
  before: Side,
  after: Side,
  unknown: unknown,
  found: AttributeChange[],
): void {
  const [was, is] = [before.value as readonly unknown[], after.value as readonly unknown[]];
  const left = entriesBut(was, is);
  const added = entriesBut(is, was);
  const isOfBlocks = [...was, ...is].every(isObject);
  if (!isOfBlocks && !isObject(unknown) && !isObject(before.sensitive) && !isObject(after.sensitive)) {
    const [gone, come] = [left, added].map((indexes, side) => indexes.map((index) => (side === 0 ? was : is)[index]));
    if (left.length + added.length > 0) {
      found.push({ path: `${path.join(".")}[]`, ...listAt("before", gone ?? []), ...listAt("after", come ?? []) });
    } else if (!isSame(was, is)) {
      found.push({ path: path.join("."), ...textAt("before", was), ...textAt("after", is) });
    }
    return;
  }
  for (let index = 0; index < Math.max(left.length, added.length); index += 1) {
    const [one, other] = [left[index], added[index]].map((at) => (at === undefined ? undefined : String(at)));
    compare(
      [...path, other ?? one ?? ""],
      { value: partOf(was, one ?? ""), sensitive: one === undefined ? undefined : marksOf(before.sensitive, one) },
      { value: partOf(is, other ?? ""), sensitive: other === undefined ? undefined : marksOf(after.sensitive, other) },
      other === undefined ? undefined : marksOf(unknown, other),
      false,
      found,
    );
  }
}

/** Indexes of the entries of a list that another one does not have. */
function entriesBut(list: readonly unknown[], other: readonly unknown[]): number[] {
  const there = new Map<string, number>();
  for (const entry of other) {
    const key = JSON.stringify(entry);
    there.set(key, (there.get(key) ?? 0) + 1);
  }
  return list.flatMap((entry, index) => {
    const key = JSON.stringify(entry);
    const count = there.get(key) ?? 0;
    there.set(key, count - 1);
    return count > 0 ? [] : [index];
  });
}

function listAt(name: "after" | "before", entries: readonly unknown[]): Partial<AttributeChange> {
  return entries.length === 0 ? {} : textAt(name, entries);
}

function sideOf(name: "after" | "before", { value }: Side, text: string): Partial<AttributeChange> {
  return isEmpty(value) ? {} : { [name]: text };
}

function textAt(name: "after" | "before", value: unknown): Partial<AttributeChange> {
  return value === undefined || value === null ? {} : { [name]: textOf(value) };
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= MOST_SIGNS ? text : `${text.slice(0, MOST_SIGNS)}... (${text.length} characters)`;
}

/** Objects, lists and texts that are one: event patterns, templates. */
function opened(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) {
    return value;
  }
  try {
    const parsed = JSON.parse(value) as unknown;
    return isTooDeep(parsed) ? value : parsed;
  } catch {
    return value;
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (isObject(value) && Object.keys(value).length === 0);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other);
}

/** A value, every text of it as it is to be shown. */
function shownIn(value: unknown, shown: Masked["shown"]): unknown {
  if (typeof value === "string") {
    return shown(value);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => shownIn(entry, shown));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shownIn(part, shown)]))
    : value;
}
