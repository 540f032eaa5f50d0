import type { z } from "zod";
import type { Path } from "../source/document";

type Schema = z.core.$ZodType;

/**
 * The keys that may be in the mapping at a path.
 *
 * @param value that of the whole file: where the schema is a union, it decides which part of it is meant
 */
export function keysAt(root: Schema, path: Path, value: unknown): string[] {
  return [...new Set(schemasAt(root, path, value).flatMap((schema) => Object.keys(shapeOf(schema))))];
}

/** The keys that have to be in the mapping at a path, in the order of the schema. */
export function requiredKeysAt(root: Schema, path: Path): string[] {
  const [shape = {}] = schemasAt(root, path, undefined).map(shapeOf);
  return Object.keys(shape).filter((key) => shape[key]?._zod.optin === undefined);
}

/** Whether the mapping at a path has keys of the user's own. */
export function isRecordAt(root: Schema, path: Path): boolean {
  return schemasAt(root, path, undefined).some((schema) => (schema as z.core.$ZodTypes)._zod.def.type === "record");
}

/** The literals that may be at a path. */
export function choicesAt(root: Schema, path: Path): string[] {
  return schemasAt(root, path, undefined).flatMap((schema) => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    return def.type === "literal" ? def.values.map(String) : [];
  });
}

/** Whether the key at the end of a path may be left out. */
export function isOptionalAt(root: Schema, path: Path): boolean {
  return schemasAt(root, path.slice(0, -1), undefined)
    .flatMap((schema) => fieldOf(schema, String(path.at(-1))))
    .every((field) => field._zod.optin !== undefined);
}

/** The mappings that have a key, as paths; entries of lists are left out, as they are many or none. */
export function homesOf(root: Schema, key: string): string[] {
  return homes(root, "");

  function homes(schema: Schema, path: string): string[] {
    const inner = unwrapped(schema, undefined);
    const here = inner.some((option) => Object.hasOwn(shapeOf(option), key)) ? [path] : [];
    const below = inner.flatMap((option) =>
      Object.entries(shapeOf(option)).flatMap(([name, field]) => homes(field, path === "" ? name : `${path}.${name}`)),
    );
    return [...new Set([...here, ...below])];
  }
}

/** A list somewhere in a value, with its schema and its path. */
export interface FoundList {
  readonly schema: Schema;
  readonly entries: readonly unknown[];
  readonly path: Path;
}

/** Every list in a value, as the schema has them. */
export function listsIn(root: Schema, value: unknown, path: Path = []): FoundList[] {
  const below = (schema: Schema, part: string | number) => listsIn(schema, partOf(value, part), [...path, part]);
  return unwrapped(root, value).flatMap((schema) => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    switch (def.type) {
      case "array":
        return Array.isArray(value)
          ? [{ schema, entries: value, path }, ...value.flatMap((_, index) => below(def.element, index))]
          : [];
      case "object":
        return Object.entries(def.shape).flatMap(([key, field]) => below(field, key));
      case "record":
        return Object.keys(value ?? {}).flatMap((key) => below(def.valueType, key));
      default:
        return [];
    }
  });
}

/** Several where the path leads through a union and the value does not decide which part is meant. */
function schemasAt(root: Schema, path: Path, value: unknown): Schema[] {
  let schemas = unwrapped(root, value);
  let inner = value;
  for (const part of path) {
    inner = partOf(inner, part);
    schemas = schemas
      .flatMap((schema) => (typeof part === "number" ? elementOf(schema) : fieldOf(schema, part)))
      .flatMap((schema) => unwrapped(schema, inner));
  }
  return schemas;
}

function unwrapped(schema: Schema, value: unknown): Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "default":
    case "optional":
    case "prefault":
      return unwrapped(def.innerType, value);
    case "union":
      return meant(def as UnionDefinition, value).flatMap((option) => unwrapped(option, value));
    default:
      return [schema];
  }
}

interface UnionDefinition {
  readonly options: readonly Schema[];
  readonly discriminator?: string;
}

/**
 * The options of a union that a value chooses by its discriminator or, where it has none, by the other keys that it has; all,
 * where it chooses none.
 */
export function meant({ discriminator, options }: UnionDefinition, value: unknown): readonly Schema[] {
  const chosen = discriminator === undefined ? undefined : partOf(value, discriminator);
  const fitting = options.filter((option) => {
    const [literal] = discriminator === undefined ? [] : choicesAt(option, [discriminator]);
    return literal === chosen;
  });
  if (fitting.length > 0 || chosen !== undefined) {
    return fitting.length > 0 ? fitting : options;
  }
  const keys = Object.keys(Object(value) as object);
  const knowing = options.filter((option) => keys.every((key) => Object.hasOwn(shapeOf(option), key)));
  return keys.length > 0 && knowing.length > 0 ? knowing : options;
}

/** What is under a key of a mapping or an index of a list. */
export function partOf(value: unknown, part: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[part] : undefined;
}

function shapeOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "object" ? def.shape : {};
}

function fieldOf(schema: Schema, key: string): Schema | readonly [] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const shape = shapeOf(schema);
  return def.type === "record" ? def.valueType : Object.hasOwn(shape, key) ? (shape[key] ?? []) : [];
}

function elementOf(schema: Schema): Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "array" ? [def.element] : [];
}
