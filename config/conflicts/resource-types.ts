import type { Finding } from "../source/document";
import type { Facts } from "../readable";
import { NEVER_DAILY } from "../../aws/recordable-types";
import { RECORDABLE_TYPES } from "../../aws/recordable-types";
import { didYouMean, listed } from "../source/suggest";

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
