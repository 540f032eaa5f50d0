import type { z } from "zod";
import { safeParse } from "zod/v4/core";
import { schema } from "./schema";
import type { Configuration } from "./schema";
import { meant, partOf } from "./schema/walk";
import type { Path } from "./source/document";
import { isMapping } from "./source/mapping";

/**
 * A value of which anything may be absent, because the file lacks it or the schema refuses it. Keys and indexes are those of
 * the file.
 */
export type Readable<T> = T extends readonly (infer Entry)[]
  ? readonly (Readable<Entry> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Readable<T[Key]> }
    : T;

/** A configuration as far as it can be read: conflicts are looked for in it, and so shown together with the schema's findings. */
export type Reading = Readable<Configuration>;

/** Mappings and lists that the schema refuses some of. */
const PARTIAL = new WeakSet<object>();

/**
 * What the schema accepts of a file, with its defaults where the file says nothing.
 *
 * @param value the plain value of a YAML file, nested no deeper than `tooDeep` allows
 */
export function readable(value: unknown): Reading {
  return read(schema, value) ?? {};
}

function read(type: z.core.$ZodType, value: unknown): unknown {
  const { data, success } = safeParse(type, value);
  if (success) {
    return data;
  }
  const { def } = (type as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "default":
    case "optional":
    case "prefault":
      return read(def.innerType, value);
    case "union": {
      const [option, ...others] = meant(def, value);
      return option === undefined || others.length > 0 ? undefined : read(option, value);
    }
    case "array":
      return Array.isArray(value) ? partial(value.map((entry) => read(def.element, entry))) : undefined;
    case "object":
      return isMapping(value)
        ? fromEntries(Object.entries(def.shape).map(([key, field]) => [key, read(field, value[key])]))
        : undefined;
    case "record":
      return isMapping(value)
        ? fromEntries(
            Object.entries(value)
              .filter(([key]) => safeParse(def.keyType, key).success)
              .map(([key, entry]) => [key, read(def.valueType, entry)]),
          )
        : undefined;
    default:
      return undefined;
  }
}

function fromEntries(entries: readonly [string, unknown][]): object {
  return partial(Object.fromEntries(entries));
}

function partial<T extends object>(value: T): T {
  PARTIAL.add(value);
  return value;
}

/** A part of which the schema accepts everything: only from such a part something can be computed. */
export function whole<T extends object>(part: Readable<T> | undefined): T | undefined {
  return part === undefined || PARTIAL.has(part) ? undefined : (part as T);
}

/** Parts at the top of the file, if the schema accepts everything in all of them. */
export function wholeParts<Key extends keyof Configuration>(
  reading: Reading,
  ...keys: readonly Key[]
): Pick<Configuration, Key> | undefined {
  const parts = keys.map((key): [Key, unknown] => [key, reading[key]]);
  return parts.every(([, part]) => part !== undefined && !PARTIAL.has(part as object))
    ? (Object.fromEntries(parts) as Pick<Configuration, Key>)
    : undefined;
}

/** Whether there is something at a path of the file, which defaults hide in a reading. */
export type Written = (path: Path) => boolean;

export function writtenIn(value: unknown): Written {
  return (path) => {
    const parent = path.slice(0, -1).reduce<unknown>(partOf, value);
    return Object.hasOwn(Object(parent) as object, path.at(-1) ?? "");
  };
}

/** A value, and its path in the file. */
export interface Located<T = string> {
  readonly value: T;
  readonly path: Path;
}

/** A value, if it could be read. */
export function located<T>(value: T | undefined, path: Path): Located<T>[] {
  return value === undefined ? [] : [{ value, path }];
}

/** The entries of a list that could be read. */
export function entriesOf<T>(list: readonly (T | undefined)[] | undefined, path: Path): Located<T>[] {
  return (list ?? []).flatMap((value, index) => located(value, [...path, index]));
}

/** A list without the entries that could not be read. */
export function present<T>(list: readonly (T | undefined)[] | undefined): T[] {
  return entriesOf(list, []).map(({ value }) => value);
}

/** The values of a mapping that could be read, with their keys. */
export function fieldsOf<T>(
  mapping: Readonly<Record<string, T | undefined>> | undefined,
  path: Path,
): (Located<T> & { readonly key: string })[] {
  return Object.entries(mapping ?? {}).flatMap(([key, value]) =>
    located(value, [...path, key]).map((field) => ({ key, ...field })),
  );
}
