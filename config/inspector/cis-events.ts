import type { Severity } from "../detection/severity";
import type { Inspector } from "./settings";

/** Detail type of the events that the collector sends, as Amazon Inspector sends none of CIS scans. */
export const CIS_RESULT = "CIS Scan Result";

/** Source of the events; names that begin with `aws.` are AWS's. */
export function cisSource(name: string): string {
  return `${name}.inspector`;
}

/** The alert on scans that did not pass: checks failed, or instances were not checked. Absent where nobody is told. */
export function cisAlertOf(
  name: string,
  { findings }: Pick<Inspector, "findings">,
): { readonly severity: Severity; readonly pattern: string } | undefined {
  const severity = findings.alerts.high;
  return severity === "none"
    ? undefined
    : {
        severity,
        pattern: JSON.stringify({
          source: [cisSource(name)],
          "detail-type": [CIS_RESULT],
          detail: { result: [{ "anything-but": ["PASSED"] }] },
        }),
      };
}
