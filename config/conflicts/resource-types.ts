import type { Finding } from "../document";
import type { Facts } from "../facts";
import { NEVER_DAILY } from "../never-daily";
import { RECORDABLE_TYPES } from "../recordable-types";
import { didYouMean, listed } from "../suggest";

const KNOWN = [...new Set([...RECORDABLE_TYPES, ...NEVER_DAILY])];

/** AWS refuses some of these when it is deployed and records nothing of others; it may also be ahead of the list. */
export function unknownResourceTypes({ config: { except, only, otherFrequency, ruleTypes } }: Facts): Finding[] {
  return [...only, ...except, ...otherFrequency, ...ruleTypes]
    .filter(({ value }) => !KNOWN.includes(value))
    .map(({ path, value }) => ({
      path,
      severity: "warning",
      message: "not among the types that AWS Config is known to record; if it is not misspelt, AWS may have added it",
      got: `"${value}"`,
      allowed: listed(KNOWN, value),
      fix: didYouMean(value, KNOWN),
    }));
}
