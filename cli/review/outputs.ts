import type { ReviewReport } from "../../review/report";

/**
 * Counts and flags as `name=value` lines, as GitHub Actions reads them from the file of GITHUB_OUTPUT and GitLab from a report of dotenv.
 * None of them holds a text of anybody.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function outputLines(report: ReviewReport): string {
  const { acknowledgedCount, changes, counts, dangerCounts, drift, exitCode, unplanned, verdict } = report;
  const isGuardrail = ({ type }: { readonly type: string }) => type.startsWith("aws_organizations_policy");
  const values = {
    verdict,
    exit_code: exitCode,
    dangers: dangerCounts.critical + dangerCounts.high + dangerCounts.medium,
    critical: dangerCounts.critical,
    high: dangerCounts.high,
    medium: dangerCounts.medium,
    acknowledged: acknowledgedCount,
    add: counts.add,
    change: counts.change,
    destroy: counts.destroy,
    forget: counts.forgotten,
    drifted: counts.drifted,
    failed: unplanned?.failed.length ?? 0,
    waiting: unplanned?.waiting.length ?? 0,
    skipped: unplanned?.skipped.length ?? 0,
    has_changes: changes.length > 0,
    has_destroy: counts.destroy > 0,
    has_drift: drift.length > 0,
    touches_guardrails: changes.some(isGuardrail),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
