import { isList, isObject } from "./json";
import type { Location } from "./location";
import { elementOf, memberOf, refuse } from "./location";
import { readLeaf, RESERVED } from "./operators";
import type { EventPattern, FieldCondition } from "./pattern";

type JsonObject = Readonly<Record<string, unknown>>;

/** What is read of one object of the pattern, up to the next `$or`. */
interface Reading {
  readonly fields: FieldCondition[];
  readonly choices: EventPattern[][];
  /** Paths that already have a condition that has to hold together with this object. */
  readonly taken: Set<string>;
  readonly withinOr: boolean;
}

/** Reads a pattern, or a branch of `$or`; problems go to the location, and what they concern is left out. */
export function readPattern(pattern: JsonObject, at: Location): EventPattern {
  return finished(read(pattern, undefined, at, { fields: [], choices: [], taken: new Set(), withinOr: false }));
}

function finished({ fields, choices }: Reading): EventPattern {
  return { fields, choices };
}

/** @param prefix the names of the objects around this one, joined by dots; nothing at the top */
function read(object: JsonObject, prefix: string | undefined, at: Location, reading: Reading): Reading {
  const entries = Object.entries(object);
  if (entries.length === 0) {
    refuse(at, "Empty objects are not allowed");
  }
  for (const [name, value] of entries) {
    const atMember = memberOf(at, name);
    if (name === "$or") {
      readChoice(value, prefix, atMember, reading);
    } else if (reading.withinOr && RESERVED.has(name)) {
      refuse(atMember, `${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    } else {
      readMember(name, value, prefix === undefined ? name : `${prefix}.${name}`, atMember, reading);
    }
  }
  return reading;
}

function readMember(name: string, value: unknown, path: string, at: Location, reading: Reading): void {
  if (isObject(value)) {
    read(value, path, at, reading);
  } else if (isList(value)) {
    readField(value, path, at, reading);
  } else {
    refuse(at, `"${name}" must be an object or an array`);
  }
}

function readField(leaves: readonly unknown[], path: string, at: Location, { fields, taken }: Reading): void {
  if (leaves.length === 0) {
    refuse(at, "Empty arrays are not allowed");
  }
  if (taken.has(path)) {
    refuse(at, `Path \`${path}\` cannot be allowed multiple times`);
  }
  taken.add(path);
  const anyOf = leaves.map((leaf, index) => readLeaf(leaf, elementOf(at, index)));
  fields.push({ path, anyOf: anyOf.filter((leaf) => leaf !== null) });
}

function readChoice(branches: unknown, prefix: string | undefined, at: Location, reading: Reading): void {
  if (!isList(branches)) {
    refuse(at, "It must be an Array followed with $or.");
    return;
  }
  if (branches.length < 2) {
    refuse(at, "There must have at least 2 Objects in $or relationship.");
  }
  const readings = branches.flatMap((branch, index) => {
    const atBranch = elementOf(at, index);
    if (!isObject(branch)) {
      refuse(atBranch, "Only JSON object is allowed in array of $or relationship.");
      return [];
    }
    // Branches may have conditions on the same path, for only one of them has to hold.
    const taken = new Set(reading.taken);
    return [read(branch, prefix, atBranch, { fields: [], choices: [], taken, withinOr: true })];
  });
  readings.flatMap(({ taken }) => [...taken]).forEach((path) => reading.taken.add(path));
  reading.choices.push(readings.map(finished));
}
