/** Whether two values that JSON can hold are written alike, members in the same order included: quicker than to write both. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) {
    return true;
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return false;
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((entry, index) => isSameJson(entry, other[index]))
    );
  }
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return (
    keys.length === others.length &&
    keys.every(
      (key, index) => key === others[index] && isSameJson((one as JsonObject)[key], (other as JsonObject)[key]),
    )
  );
}

type JsonObject = Readonly<Record<string, unknown>>;
