import type { Distinction } from "../fields/lists";
import type { Located } from "../readable";
import { pathText } from "../source/document";
import type { Finding } from "../source/document";

/** A finding for every value that is the same as an earlier one. */
export function duplicates(values: readonly Located[], distinction: Omit<Distinction, "field">): Finding[] {
  const { fix = "remove one of the two", identity = (value: string) => value, what } = distinction;
  const first = new Map<string, Located>();
  return values.flatMap(({ path, value }) => {
    const earlier = first.get(identity(value));
    if (earlier === undefined) {
      first.set(identity(value), { path, value });
      return [];
    }
    const message = `the ${what} is the same as that of ${pathText(earlier.path)}`;
    const got = earlier.value === value ? `"${value}"` : `"${value}", after "${earlier.value}"`;
    return [{ path, message, got, fix }];
  });
}
