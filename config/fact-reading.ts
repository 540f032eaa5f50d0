import type { Path } from "./source/document";
import type { Fact } from "./readable";

export type Mapping = Readonly<Record<string, unknown>>;

/** A mapping, or an empty one in place of anything else. */
export function mapping(value: unknown): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

/** A list, or an empty one in place of anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text under the last key of a path, in the mapping that the path leads to. */
export function textAt(fields: Mapping, path: Path): Fact | undefined {
  const value = fields[String(path.at(-1))];
  return typeof value === "string" ? { value, path } : undefined;
}

/** The texts of the list under the last key of a path, in the mapping that the path leads to. */
export function textsAt(fields: Mapping, path: Path): Fact[] {
  return list(fields[String(path.at(-1))]).flatMap((value, index) =>
    typeof value === "string" ? [{ value, path: [...path, index] }] : [],
  );
}
