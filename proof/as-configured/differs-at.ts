/**
 * Where the first difference of two values of JSON is.
 *
 * @returns `Statement[1].Effect`; empty where they have nothing in common to name, or do not differ
 */
export function differsAt(one: unknown, other: unknown): string {
  if (!isHolder(one) || !isHolder(other) || Array.isArray(one) !== Array.isArray(other)) {
    return "";
  }
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  const key = [...new Set([...left.keys(), ...right.keys()])].find(
    (name) => JSON.stringify(left.get(name)) !== JSON.stringify(right.get(name)),
  );
  if (key === undefined) {
    return "";
  }
  const rest = differsAt(left.get(key), right.get(key));
  const isBelow = rest !== "" && !rest.startsWith("[");
  return `${Array.isArray(one) ? `[${key}]` : key}${isBelow ? "." : ""}${rest}`;
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
