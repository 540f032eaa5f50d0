import { SEVERITIES } from "../detection/severity";
import type { Severity } from "../detection/severity";
import type { Inspector } from "./settings";

const SOURCE = ["aws.inspector2"];
const FINDING = "Inspector2 Finding";

/**
 * What the audit account, which administers Amazon Inspector, sends to the security bus: findings, changes of coverage, and what
 * became of switching it on in an account that joined. Not scans, which say once more what findings say.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-inspector2.html
 */
export const FORWARDED_EVENTS = JSON.stringify({
  source: SOURCE,
  "detail-type": [FINDING, "Inspector2 Coverage", "Inspector2 AutoEnable"],
});

/** Findings of whatever severity and state: new, changed, suppressed and closed. */
export const FINDING_EVENTS = JSON.stringify({ source: SOURCE, "detail-type": [FINDING] });

/** An alert on findings of one severity. */
export interface FindingAlert {
  /** Severity that Amazon Inspector gives the finding. */
  readonly finding: Severity;
  /** Severity of the alert: which topic. */
  readonly severity: Severity;
  readonly pattern: string;
}

/** Alerts on findings that are open: those that are suppressed or closed are only kept. */
export function findingAlertsOf({ findings }: Pick<Inspector, "findings">): FindingAlert[] {
  return SEVERITIES.flatMap((finding) => {
    const severity = findings.alerts[finding];
    return severity === "none" ? [] : [{ finding, severity, pattern: openFindings(finding) }];
  });
}

/** @see https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html */
function openFindings(severity: Severity): string {
  return JSON.stringify({
    source: SOURCE,
    "detail-type": [FINDING],
    detail: { severity: [severity.toUpperCase()], status: ["ACTIVE"] },
  });
}
