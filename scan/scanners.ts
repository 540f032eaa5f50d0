import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./exceptions";

/** What a scanner says of a failed check. */
export interface Failed extends Finding {
  readonly title: string;
}

export interface Scanner {
  readonly program: string;
  /** Arguments that scan a folder of Terraform JSON; the report goes to `reportOf(folder)`. */
  readonly args: (stacks: string, output: string) => string[];
  /** The failed checks in the report that a run left in the output folder. */
  readonly read: (output: string) => Failed[];
  readonly install: string;
}

/** Types of resources that are scanned for: what holds logs, and what reports on them. */
export const SCANNED_TYPES = /^aws_(s3_bucket|kms_|sns_topic|sqs_queue|cloudwatch_log_group|cloudtrail)/;

interface CheckovReport {
  readonly results: { readonly failed_checks: readonly { check_id: string; check_name: string; resource: string }[] };
}

interface TrivyReport {
  readonly Results?: readonly {
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
 * @see https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
 * @see https://trivy.dev/latest/docs/references/configuration/cli/trivy_config/
 */
export const SCANNERS: readonly Scanner[] = [
  {
    program: "checkov",
    // prettier-ignore
    args: (stacks, output) => [
      "--directory", stacks, "--framework", "terraform", "--quiet", "--compact",
      "--soft-fail", "--output", "json", "--output-file-path", output,
    ],
    read: (output) => checkovFindings(JSON.parse(readFileSync(join(output, "results_json.json"), "utf8"))),
    install: "pip install checkov",
  },
  {
    program: "trivy",
    args: (stacks, output) => [
      "config",
      "--format",
      "json",
      "--exit-code",
      "0",
      "--output",
      join(output, "trivy.json"),
      stacks,
    ],
    read: (output) => trivyFindings(JSON.parse(readFileSync(join(output, "trivy.json"), "utf8"))),
    install: "https://trivy.dev/latest/getting-started/installation/",
  },
];

/** A report for one framework, or a list of them. */
export function checkovFindings(report: unknown): Failed[] {
  return ([report].flat() as CheckovReport[]).flatMap(({ results }) =>
    results.failed_checks.map(({ check_id, check_name, resource }) => ({
      id: check_id,
      title: check_name,
      address: resource,
    })),
  );
}

/** Newer versions say `AWS-0089` where older ones, and the page of exceptions, say `AVD-AWS-0089`. */
export function trivyFindings(report: unknown): Failed[] {
  return ((report as TrivyReport).Results ?? []).flatMap(({ Misconfigurations = [] }) =>
    Misconfigurations.filter(({ Status }) => Status === "FAIL").map(({ AVDID, CauseMetadata, ID, Title }) => {
      const id = AVDID ?? ID;
      return { id: id.startsWith("AVD-") ? id : `AVD-${id}`, title: Title, address: CauseMetadata?.Resource ?? "" };
    }),
  );
}
