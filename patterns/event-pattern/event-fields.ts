import type { Scalar } from "./json";
import { isList, isObject, isScalar } from "./json";

/** An element of a list, with values in it. All values in one element share the object. */
export interface ListElement {
  /** Which list of the event: each has a number of its own. */
  readonly list: number;
  /** The path of the list. */
  readonly path: string;
  readonly index: number;
  /** The element of the next list around this one. */
  readonly around: ListElement | undefined;
}

/** A scalar of an event. */
export interface FieldValue {
  readonly value: Scalar;
  /** The element of the innermost list that it is in. */
  readonly element: ListElement | undefined;
}

/** The scalars of an event by the paths of their fields. */
export type EventFields = ReadonlyMap<string, readonly FieldValue[]>;

interface Found {
  readonly value: unknown;
  readonly path: string;
  readonly element: ListElement | undefined;
}

/**
 * All scalars of an event. Those of a list count for the path of the list, however deeply lists are nested. What is not
 * JSON is ignored.
 */
export function eventFields(event: Readonly<Record<string, unknown>>): EventFields {
  const fields = new Map<string, FieldValue[]>();
  // A stack of its own instead of calls: events may be nested more deeply than calls can be.
  const found: Found[] = Object.entries(event).map(([name, value]) => ({ value, path: name, element: undefined }));
  let lists = 0;
  for (let next = found.pop(); next !== undefined; next = found.pop()) {
    const { value, path, element } = next;
    if (isScalar(value)) {
      const values = fields.get(path);
      if (values === undefined) {
        fields.set(path, [{ value, element }]);
      } else {
        values.push({ value, element });
      }
    } else if (isList(value)) {
      const list = lists++;
      value.forEach((member, index) =>
        found.push({ value: member, path, element: { list, path, index, around: element } }),
      );
    } else if (isObject(value)) {
      Object.entries(value).forEach(([name, member]) =>
        found.push({ value: member, path: `${path}.${name}`, element }),
      );
    }
  }
  return fields;
}
