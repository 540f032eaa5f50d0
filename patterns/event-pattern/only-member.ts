import type { Location } from "./location";
import { refuse } from "./location";

/** Name and value of an object that may have only one. */
export function readOnlyMember(
  object: Readonly<Record<string, unknown>>,
  at: Location,
): readonly [name: string, value: unknown] | null {
  const [first, ...others] = Object.entries(object);
  return first === undefined || others.length > 0 ? refuse(at, "Only one key allowed in match expression") : first;
}
