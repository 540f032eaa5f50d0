import type { Located, Written } from "../readable";
import type { Finding } from "../source/document";
import { didYouMean, listed } from "../source/suggest";

/** What a rule finds: one finding, several, or none. */
export type Findings = Finding | readonly Finding[];

type More = Pick<Finding, "allowed" | "fix" | "severity">;

/** What is wrong with a value in the file. */
export function wrong({ path, value }: Located, message: string, more: More = {}): Finding {
  return { path, message, got: `"${value}"`, ...more };
}

/** Findings on what is switched off without a reason, for whoever reviews the file. */
export function withoutReason(off: readonly Located<unknown>[], written: Written, key: string): Finding[] {
  return off
    .filter(({ path }) => !written([...path, "reason"]))
    .map(({ path }) => ({
      path,
      key,
      message: "switched off without a reason",
      fix: `add reason: with a sentence for those who review the file, or remove ${key}`,
    }));
}

/** A finding for each value that is none of those known, with the one that was probably meant. */
export function unknown(
  values: readonly Located[],
  known: readonly string[],
  message: string,
  more: More = {},
): Finding[] {
  return values
    .filter(({ value }) => !known.includes(value))
    .map((found) =>
      wrong(found, message, { allowed: listed(known, found.value), fix: didYouMean(found.value, known), ...more }),
    );
}
