class NeedsNames extends Error {}

/**
 * What a catalog computes for those who have none of a landing zone's names: nothing where it needs one.
 *
 * @param partition the only thing that it may ask for
 */
export function withoutNames<Result>(partition: string, compute: (input: never) => Result): Result | undefined {
  const input = new Proxy(
    { partition },
    {
      get(target, key): unknown {
        if (key in target) return target[key as keyof typeof target];
        throw new NeedsNames(String(key));
      },
    },
  );
  try {
    return compute(input as never);
  } catch (error) {
    if (error instanceof NeedsNames) return undefined;
    throw error;
  }
}
