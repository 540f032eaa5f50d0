import type { Path } from "./document";

/** A configuration needs about fifteen; deeper ones would exhaust the stack of whoever walks through them. */
export const MOST_LEVELS = 50;

/**
 * Where a value is nested too deeply, or contains itself, which YAML aliases make possible.
 *
 * @returns the path of the first such place, or nothing when there is none
 */
export function tooDeep(value: unknown): Path | undefined {
  // What aliases share is walked through once, not as often as it is mentioned: that could be billions of times.
  const depths = new Map<object, number>();
  return search(value, [], depths);
}

function search(value: unknown, path: Path, depths: Map<object, number>): Path | undefined {
  if (typeof value !== "object" || value === null || (depths.get(value) ?? -1) >= path.length) {
    return undefined;
  }
  if (path.length > MOST_LEVELS) {
    return path;
  }
  depths.set(value, path.length);
  const parts: [number | string, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, part] of parts) {
    const found = search(part, [...path, key], depths);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
