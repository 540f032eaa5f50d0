/** How soon somebody should look, most urgent first; each severity has its own topic. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** Of what has none of its own: custom alarms, Trusted Advisor, hosts. */
export const DEFAULT_SEVERITY = "medium";

export type Severity = (typeof SEVERITIES)[number];

/** Something for each severity, most urgent first. */
export function bySeverity<T>(make: (severity: Severity) => T): Record<Severity, T> {
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, make(severity)])) as Record<Severity, T>;
}
