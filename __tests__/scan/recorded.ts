import { readFileSync } from "node:fs";

/** As Checkov 3.3.13 wrote it, as far as it is read here. */
interface RecordedReport {
  readonly results?: {
    readonly passed_checks?: readonly RecordedCheck[];
    readonly failed_checks?: readonly RecordedCheck[];
  };
  readonly summary?: { readonly resource_count: number };
}

interface RecordedCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

interface RecordedFailure {
  readonly id: string;
  readonly stack: string;
  readonly address: string;
}

/** A report that Checkov wrote, without what nothing reads: `log-archive`, or `nothing-scanned` of a folder without plans. */
export function recordedReport(name: "log-archive" | "nothing-scanned"): RecordedReport {
  return JSON.parse(readFileSync(`__tests__/scan/recorded/${name}.report.json`, "utf8")) as RecordedReport;
}

/** All checks that failed on the plans of two configurations, by the configuration's file. */
export function readRecordedFailures(): [file: string, failures: RecordedFailure[]][] {
  const found = new Map<string, RecordedFailure[]>();
  for (const line of readFileSync("__tests__/scan/recorded/failures.tsv", "utf8").trimEnd().split("\n")) {
    const [file = "", stack = "", id = "", address = ""] = line.split("\t");
    found.set(file, [...(found.get(file) ?? []), { id, stack, address }]);
  }
  return [...found];
}
