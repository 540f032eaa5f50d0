import type { Report } from "./report";

interface TrivyReport {
  readonly Results?: readonly {
    /** `log-archive/cdk.tf.json`. */
    readonly Target?: string;
    readonly MisconfSummary?: { readonly Successes?: number; readonly Failures?: number };
    readonly Misconfigurations?: readonly {
      readonly ID: string;
      readonly AVDID?: string;
      readonly Title: string;
      readonly Status: string;
      readonly CauseMetadata?: { readonly Resource?: string };
    }[];
  }[];
}

/**
 * Reads a report of `trivy config --format json`. Newer versions say `AWS-0089` where older ones, and the page of
 * exceptions, say `AVD-AWS-0089`. How many resources were read it does not say.
 *
 * @see https://trivy.dev/latest/docs/configuration/reporting/
 */
export function trivyReport(json: unknown): Report {
  const { Results: results = [] } = json as TrivyReport;
  const failed = results.flatMap(({ Misconfigurations = [], Target: target = "" }) =>
    Misconfigurations.filter(({ Status }) => Status === "FAIL").map(({ AVDID, CauseMetadata, ID, Title: title }) => {
      const [id, [stack = ""]] = [AVDID ?? ID, target.split("/")];
      return { id: id.startsWith("AVD-") ? id : `AVD-${id}`, title, stack, address: CauseMetadata?.Resource ?? "" };
    }),
  );
  const passed = results.reduce((total, { MisconfSummary: summary }) => total + (summary?.Successes ?? 0), 0);
  return {
    passed,
    failed,
    checks: new Set(failed.map(({ id }) => id)),
    problems: passed + failed.length === 0 ? ["Trivy scanned nothing: its report has no check, passed or failed"] : [],
  };
}
