import { actionOf, actionsOf } from "./actions";
import type { ChangeAction } from "./actions";
import { marksOf } from "./masking";
import { isObject, keysOf, partOf } from "./parts";
import type { OutputChange, PlanJson, ResourceChange } from "./plan-json";

/**
 * What a plan that was made again would do otherwise than the one that was reviewed. Holds addresses and names of arguments, and no
 * values.
 */
export interface Deviation {
  /** Of a resource; `output.NAME` of an output; empty where it is the plan as a whole. */
  readonly address: string;
  /**
   * `added`: nobody reviewed that it changes. `missing`: it was reviewed, and does not happen. `incomplete`: the plan ended before
   * its end.
   */
  readonly kind: "action" | "added" | "after" | "before" | "because" | "import" | "incomplete" | "missing" | "move";
  readonly reviewed?: ChangeAction;
  readonly now?: ChangeAction;
  /** Paths of arguments, `rule.0.days`. Not all where there are many. */
  readonly paths?: readonly string[];
}

export interface ComparisonOptions {
  /**
   * Whether an apply of the reviewed plan has begun and failed, so that some of its changes are done.
   * @default false
   */
  readonly isBegun?: boolean;
}

/** Of one resource. */
const MOST_PATHS = 20;

/**
 * Compares a plan that was made again with the one that was reviewed: resources by address, action, values of before and after, what
 * forces a replacement, where it was moved from and what is imported; and outputs. What was not known when it was reviewed may be
 * anything; what would have changed by such a value alone may stay as it is. What data sources read, and what was found changed
 * outside of Terraform, are no changes.
 *
 * Both are plans with their values, not masked ones: what is masked is the same whatever it is.
 *
 * @returns nothing where they are the same; by address
 */
export function deviationsOf(
  reviewed: PlanJson,
  again: PlanJson,
  { isBegun = false }: ComparisonOptions = {},
): Deviation[] {
  const was = changesIn(reviewed);
  const is = changesIn(again);
  const isPart = again.errored === true || again.complete === false || (again.deferred_changes ?? []).length > 0;
  const found: Deviation[] = isPart ? [{ address: "", kind: "incomplete" }] : [];
  const everything = new Map((again.resource_changes ?? []).map((resource) => [keyOf(resource), resource]));
  for (const key of [...new Set([...was.keys(), ...is.keys()])].sort()) {
    const [one, other] = [was.get(key), is.get(key)];
    if (one !== undefined && other !== undefined) {
      found.push(...compareResources(one, other));
    } else if (other !== undefined) {
      found.push({ address: other.address, kind: "added", now: actionOf(other) });
    } else if (one !== undefined && !isBegun && !isThereAlready(one, everything.get(key))) {
      found.push({ address: one.address, kind: "missing", reviewed: actionOf(one) });
    }
  }
  return [...found, ...compareOutputs(reviewed, again, isBegun)];
}

/** What Terraform would do, and not only read. */
function changesIn({ resource_changes: changes = [] }: PlanJson): Map<string, ResourceChange> {
  const changing = changes.filter((resource) => {
    const action = actionOf(resource);
    return resource.mode !== "data" && action !== "nothing" && action !== "read";
  });
  return new Map(changing.map((resource) => [keyOf(resource), resource]));
}

function keyOf({ address, deposed = "" }: ResourceChange): string {
  return `${address} ${deposed}`;
}

/** Whether a resource is what the reviewed change would make of it, as far as that was known, and only values were to change. */
function isThereAlready(reviewed: ResourceChange, now: ResourceChange | undefined): boolean {
  const { after, after_unknown: unknown } = reviewed.change;
  const values = now?.change.after;
  return (
    now !== undefined &&
    values != null &&
    after != null &&
    actionOf(now) === "nothing" &&
    reviewed.change.importing == null &&
    (reviewed.previous_address ?? reviewed.address) === reviewed.address &&
    differing(after, values, unknown).length === 0
  );
}

function compareResources(reviewed: ResourceChange, now: ResourceChange): Deviation[] {
  const { address } = reviewed;
  const [was, is] = [reviewed.change, now.change];
  if (actionsOf(was).join() !== actionsOf(is).join()) {
    return [{ address, kind: "action", reviewed: actionOf(reviewed), now: actionOf(now) }];
  }
  const found: Deviation[] = [];
  const add = (kind: Deviation["kind"], paths: readonly string[]): void => {
    if (paths.length > 0) found.push({ address, kind, paths: paths.slice(0, MOST_PATHS) });
  };
  if ((reviewed.previous_address ?? address) !== (now.previous_address ?? address)) {
    found.push({ address, kind: "move" });
  }
  if (!isSameImport(was.importing, is.importing)) {
    found.push({ address, kind: "import" });
  }
  add("before", differing(was.before, is.before, undefined));
  add("after", differing(was.after, is.after, was.after_unknown, is.after_unknown));
  add("because", pathsOnlyInOne(was.replace_paths, is.replace_paths));
  return found;
}

type Importing = ResourceChange["change"]["importing"] & { readonly unknown?: boolean };

/** An id that was not known when it was reviewed may be any. */
function isSameImport(was: Importing | null | undefined, is: Importing | null | undefined): boolean {
  return was?.unknown === true ? is != null : differing(was ?? null, is ?? null, undefined).length === 0;
}

function pathsOnlyInOne(
  was: readonly (readonly (string | number)[])[] = [],
  is: readonly (readonly (string | number)[])[] = [],
): string[] {
  const [one, other] = [was, is].map((paths) => new Set(paths.map((path) => path.join("."))));
  return [...new Set([...(one ?? []), ...(other ?? [])])].filter(
    (path) => one?.has(path) !== true || other?.has(path) !== true,
  );
}

function compareOutputs(reviewed: PlanJson, again: PlanJson, isBegun: boolean): Deviation[] {
  const [was, is] = [outputsOf(reviewed), outputsOf(again)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((name): Deviation[] => {
    const address = `output.${name}`;
    const [one, other] = [was.get(name), is.get(name)];
    const isStill = other === undefined || isUnchanged(other);
    if (one === undefined || isUnchanged(one)) {
      return isStill ? [] : [{ address, kind: "added" }];
    }
    const { after, after_unknown: unknown, before } = one;
    if (isStill) {
      // An output may depend on what was not known, and be what it was.
      const isDone = isBegun || (other !== undefined && differing(after, other.after, unknown).length === 0);
      return isDone ? [] : [{ address, kind: "missing" }];
    }
    if (String(one.actions) !== String(other.actions)) {
      return [{ address, kind: "action" }];
    }
    // An apply that failed may have written it, as far as it was known.
    const kinds: Deviation["kind"][] = [
      ...(!isBegun && differing(before, other.before, undefined).length > 0 ? (["before"] as const) : []),
      ...(differing(after, other.after, unknown, other.after_unknown).length > 0 ? (["after"] as const) : []),
    ];
    return kinds.map((kind) => ({ address, kind }));
  });
}

function outputsOf({ output_changes: changes = {} }: PlanJson): Map<string, OutputChange> {
  return new Map(Object.entries(changes));
}

function isUnchanged(change: OutputChange): boolean {
  return String(change.actions) === "no-op";
}

/**
 * Paths of what differs in two values, except for what the marks say is not known in the first. What is known in the first and not in
 * the second differs.
 */
function differing(
  was: unknown,
  is: unknown,
  unknownWas: unknown,
  unknownIs?: unknown,
  path: readonly string[] = [],
): string[] {
  if (unknownWas === true) {
    return [];
  }
  if (unknownIs === true) {
    return [nameOf(path)];
  }
  if (Array.isArray(was) && Array.isArray(is)) {
    return differingLists(was, is, unknownWas, unknownIs, path);
  }
  if (isObject(was) && isObject(is) && !Array.isArray(was) && !Array.isArray(is)) {
    const keys = new Set([...keysOf(was), ...keysOf(is), ...keysOf(unknownWas), ...keysOf(unknownIs)]);
    return [...keys].flatMap((key) =>
      differing(partOf(was, key), partOf(is, key), marksOf(unknownWas, key), marksOf(unknownIs, key), [...path, key]),
    );
  }
  // A block of which nothing is known but its marks is left out.
  if (isNothing(was) && isObject(unknownWas) && isObject(is)) {
    return differing(Array.isArray(is) ? [] : {}, is, unknownWas, unknownIs, path);
  }
  return isSame(was, is) ? [] : [nameOf(path)];
}

function differingLists(
  was: readonly unknown[],
  is: readonly unknown[],
  unknownWas: unknown,
  unknownIs: unknown,
  path: readonly string[],
): string[] {
  const length = Math.max(was.length, is.length, Array.isArray(unknownWas) ? unknownWas.length : 0);
  const indexes = Array.from({ length }, (_, index) => String(index));
  const compare = (one: string, other: string, at: readonly string[]): string[] =>
    differing(partOf(was, one), partOf(is, other), marksOf(unknownWas, one), marksOf(unknownIs, other), at);
  const found = indexes.flatMap((index) => compare(index, index, [...path, index]));
  if (found.length === 0 || !hasMark(unknownWas) || was.length !== is.length) {
    return found;
  }
  // A set is sorted by its values, and one that becomes known may go elsewhere. Those that were known stay in their order, as in a list.
  const left = new Set(indexes);
  let last = -1;
  const known = indexes.filter((index) => !hasMark(marksOf(unknownWas, index)));
  const rest = indexes.filter((index) => !known.includes(index));
  for (const index of [...known, ...rest]) {
    const isKnown = known.includes(index);
    const match = [...left].find(
      (other) => (!isKnown || Number(other) > last) && compare(index, other, path).length === 0,
    );
    if (match === undefined) {
      return found;
    }
    left.delete(match);
    if (isKnown) last = Number(match);
  }
  return [];
}

/** Whether anything is marked. */
function hasMark(marks: unknown): boolean {
  return marks === true || (isObject(marks) && Object.values(marks).some(hasMark));
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? "all of it" : path.join(".");
}

/** Terraform leaves out what is null in some versions and places. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (isNothing(one) && isNothing(other));
}
