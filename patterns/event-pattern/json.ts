/** A value of JSON that contains no others. */
export type Scalar = string | number | boolean | null;

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** Whether a value is an object with names, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/**
 * A value as JSON without white space.
 *
 * @returns nothing when it is no JSON, or contains itself, or is nested more deeply than calls can be
 */
export function jsonOf(value: unknown): string | undefined {
  try {
    // Also nothing, which its type leaves out, for undefined, functions and symbols.
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
