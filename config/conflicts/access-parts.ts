import { JOB_FUNCTIONS } from "../access/keys";
import { entriesOf } from "../readable";
import type { Located, Readable, Reading } from "../readable";
import type { Configuration } from "../schema";

export type AccessSection = NonNullable<Configuration["access"]>;

type Part<Key extends "ownFunctions" | "people"> = Located<Readable<AccessSection[Key][number]>>;

/** The section as far as it can be read, if there is one. */
export function sectionOf({ access }: Reading): Readable<AccessSection> | undefined {
  return access;
}

/** Entries of `people` with their paths. */
export function peopleOf(reading: Reading): Part<"people">[] {
  return entriesOf(sectionOf(reading)?.people, ["access", "people"]);
}

export function ownOf(reading: Reading): Part<"ownFunctions">[] {
  return entriesOf(sectionOf(reading)?.ownFunctions, ["access", "ownFunctions"]);
}

/** The functions of everybody, by person. */
export function heldBy({ path, value }: Part<"people">): Located[] {
  return entriesOf(value.functions, [...path, "functions"]);
}

/** Keys of all functions, of the catalog first. */
export function knownFunctions(reading: Reading): string[] {
  return [...JOB_FUNCTIONS, ...ownOf(reading).flatMap(({ value }) => value.key ?? [])];
}
