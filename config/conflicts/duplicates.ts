import { pathText } from "../source/document";
import type { Finding } from "../source/document";
import type { Fact } from "../readable";

export interface DuplicateRule {
  /** What stands twice: "e-mail address". */
  readonly what: string;
  /** Why that cannot be, or what to do. */
  readonly fix: string;
  /**
   * What has to differ.
   * @default - the value itself
   */
  readonly identity?: (value: string) => string;
}

/** A finding for every fact that says again what an earlier one said. */
export function duplicates(facts: readonly (Fact | undefined)[], rule: DuplicateRule): Finding[] {
  const { fix, identity = (value: string) => value, what } = rule;
  const first = new Map<string, Fact>();
  return facts.flatMap((fact) => {
    if (fact === undefined) {
      return [];
    }
    const earlier = first.get(identity(fact.value));
    if (earlier === undefined) {
      first.set(identity(fact.value), fact);
      return [];
    }
    const message = `the ${what} is the same as that of ${pathText(earlier.path)}`;
    const got = earlier.value === fact.value ? `"${fact.value}"` : `"${fact.value}", after "${earlier.value}"`;
    return [{ path: fact.path, message, got, fix }];
  });
}
