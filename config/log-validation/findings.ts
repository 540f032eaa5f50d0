import type { Severity } from "../detection/severity";

/** Detail type of the events that the validator sends. */
export const LOG_INTEGRITY_FINDING = "Log Integrity Finding";

/** Who looks at a finding: logs that were altered or removed are the end of all that depends on them. */
export const FINDING_SEVERITY: Severity = "critical";

/** Source of the validator's events; names that begin with `aws.` are AWS's. */
export function validatorSource(name: string): string {
  return `${name}.log-validation`;
}

/** The findings of the validator on a bus. */
export function findingPattern(name: string): string {
  return JSON.stringify({ source: [validatorSource(name)], "detail-type": [LOG_INTEGRITY_FINDING] });
}
