import type { Scalar } from "./json";
import { isList, isObject, isScalar } from "./json";

/** An element of a list that values stand in. All that stand in it share the object. */
export interface Place {
  /** Which list of the event: each has a number of its own. */
  readonly list: number;
  /** The path that the list stands at. */
  readonly path: string;
  readonly index: number;
  /** The element of the next list around this one. */
  readonly around: Place | undefined;
}

/** A scalar of an event. */
export interface FieldValue {
  readonly value: Scalar;
  /** The element of the innermost list that it stands in. */
  readonly place: Place | undefined;
}

/** The scalars of an event by the paths of their fields. */
export type EventFields = ReadonlyMap<string, readonly FieldValue[]>;

interface Found {
  readonly value: unknown;
  readonly path: string;
  readonly place: Place | undefined;
}

/**
 * All scalars of an event. Those of a list count for the path of the list, however deeply lists are nested. What is no
 * JSON is left out.
 */
export function eventFields(event: Readonly<Record<string, unknown>>): EventFields {
  const fields = new Map<string, FieldValue[]>();
  // A stack of its own instead of calls: events may be nested more deeply than calls can be.
  const found: Found[] = Object.entries(event).map(([name, value]) => ({ value, path: name, place: undefined }));
  let lists = 0;
  for (let next = found.pop(); next !== undefined; next = found.pop()) {
    const { value, path, place } = next;
    if (isScalar(value)) {
      const values = fields.get(path);
      if (values === undefined) {
        fields.set(path, [{ value, place }]);
      } else {
        values.push({ value, place });
      }
    } else if (isList(value)) {
      const list = lists++;
      value.forEach((element, index) =>
        found.push({ value: element, path, place: { list, path, index, around: place } }),
      );
    } else if (isObject(value)) {
      Object.entries(value).forEach(([name, member]) => found.push({ value: member, path: `${path}.${name}`, place }));
    }
  }
  return fields;
}
