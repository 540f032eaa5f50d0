import type { Failed, Report } from "./report";

/** What Checkov calls the kinds of files that it is given. */
export type Framework = "cloudformation" | "terraform_plan";

/** What it was given to read. */
export interface Given {
  readonly framework: Framework;
  readonly resources: number;
}

/** As Checkov 3.3 writes it; of several frameworks it writes a list, and of none a summary alone. */
interface CheckovReport {
  readonly check_type?: string;
  readonly results?: {
    readonly passed_checks?: readonly CheckovRecord[];
    readonly failed_checks?: readonly CheckovRecord[];
    readonly parsing_errors?: readonly string[];
  };
  readonly summary?: CheckovSummary;
}

interface CheckovRecord {
  readonly check_id: string;
  readonly check_name: string;
  /** `/log-archive.json`. */
  readonly file_path: string;
  /** `aws_s3_bucket.trail-bucket`, `AWS::IAM::Role.BreakGlass`. */
  readonly resource: string;
}

interface CheckovSummary {
  readonly parsing_errors: number;
  readonly resource_count: number;
  readonly checkov_version: string;
}

/**
 * Reads the report of one framework, and tells "nothing failed" from "nothing scanned": what Checkov cannot read it leaves
 * out, and ends with exit code 0.
 *
 * @see https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html
 */
export function checkovReport(json: unknown, given: Given): Report {
  const report = ([json].flat() as CheckovReport[]).find(({ check_type: type }) => type === given.framework);
  if (report?.results === undefined || report.summary === undefined) {
    const version = ([json].flat() as Partial<CheckovSummary>[])[0]?.checkov_version;
    const problems = [`Checkov scanned nothing: it should have read ${given.resources} resources (${given.framework})`];
    return { version, resources: 0, passed: 0, failed: [], checks: new Set(), problems };
  }
  const { failed_checks: failed = [], parsing_errors: unread = [], passed_checks: passed = [] } = report.results;
  const { checkov_version: version, parsing_errors: errors, resource_count: resources } = report.summary;
  return {
    version,
    resources,
    passed: passed.length,
    failed: failed.map(finding),
    checks: new Set([...passed, ...failed].map(({ check_id: id }) => id)),
    problems: [
      ...(errors > 0 ? [`Checkov could not parse ${unread.length === 0 ? `${errors} files` : unread.join(", ")}`] : []),
      ...(resources < given.resources
        ? [`Checkov read ${resources} of ${given.resources} resources (${given.framework})`]
        : []),
      ...(passed.length + failed.length === 0 ? [`Checkov made no check (${given.framework})`] : []),
    ],
  };
}

/** The file is named for the stack; a template's has the name of the stack set after a dot. */
function finding({ check_id: id, check_name: title, file_path: path, resource: address }: CheckovRecord): Failed {
  const [stack = ""] = path.replace(/^.*\//, "").split(".");
  return { id, title, stack, address };
}
