import type { Environment } from "./environment";
import type { FindingReport } from "./reports";

/** A finding of Security Hub, the part of the AWS Security Finding Format that is used. */
export interface Asff {
  readonly SchemaVersion: "2018-10-08";
  readonly Id: string;
  readonly ProductArn: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly Types: string[];
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly FirstObservedAt: string;
  readonly Severity: { readonly Label: "CRITICAL" | "HIGH" | "MEDIUM" };
  /** What Security Hub wants of providers instead of changes to `Severity` and `Types`. */
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: Asff["Severity"]["Label"] };
    readonly Types: string[];
  };
  readonly Title: string;
  readonly Description: string;
  readonly Remediation: { readonly Recommendation: { readonly Text: string } };
  readonly ProductFields: Record<string, string>;
  readonly Resources: {
    readonly Type: "AwsAccount" | "AwsS3Object";
    readonly Id: string;
    readonly Partition: "aws" | "aws-cn" | "aws-us-gov";
    readonly Region: string;
  }[];
  readonly RecordState: "ACTIVE";
  readonly Workflow: { readonly Status: "NEW" };
}

/** Where the function runs. */
export interface Whereabouts {
  readonly accountId: string;
  readonly region: string;
}

const TYPES = {
  integrity: "TTPs/Defense Evasion",
  missing: "TTPs/Defense Evasion",
  unprotected: "TTPs/Defense Evasion",
  unreferenced: "TTPs/Defense Evasion",
  "not-checked": "Software and Configuration Checks/AWS Security Best Practices",
} as const;

/**
 * A report as Security Hub takes it. By the default product, findings belong to the account that imports them; the affected
 * account is among the resources.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export function asffOf(
  report: FindingReport,
  { partition, source }: Pick<Environment, "partition" | "source">,
  { accountId, region }: Whereabouts,
  now: number,
): Asff {
  const time = new Date(now).toISOString();
  const Partition = partition as Asff["Resources"][number]["Partition"];
  const { advice, bucket, detail, id, key, kind, severity, title, type } = report;
  return {
    SchemaVersion: "2018-10-08",
    Id: `${region}/${accountId}/log-validation/${id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    GeneratorId: source,
    AwsAccountId: accountId,
    Types: [TYPES[type]],
    CreatedAt: time,
    UpdatedAt: time,
    FirstObservedAt: time,
    Severity: { Label: severity },
    FindingProviderFields: { Severity: { Label: severity }, Types: [TYPES[type]] },
    Title: cut(plain(title), 256),
    Description: cut(plain(detail), 1024),
    Remediation: { Recommendation: { Text: cut(advice, 512) } },
    ProductFields: {
      "log-validation/type": type,
      "log-validation/trail": report.trail,
      "log-validation/from": new Date(report.from).toISOString(),
      "log-validation/to": new Date(report.to).toISOString(),
      ...(kind === undefined ? {} : { "log-validation/kind": kind }),
    },
    Resources: [
      { Type: "AwsAccount", Id: `AWS::::Account:${report.accountId}`, Partition, Region: report.region },
      ...(key === undefined
        ? []
        : [
            {
              Type: "AwsS3Object" as const,
              Id: cut(plain(`arn:${partition}:s3:::${bucket ?? ""}/${key}`), 512),
              Partition,
              Region: report.region,
            },
          ]),
    ],
    RecordState: "ACTIVE",
    Workflow: { Status: "NEW" },
  };
}

/** Lengths are limited in bytes, and whoever plants an object gives it any name. */
function plain(text: string): string {
  return text.replace(/[^ -~]/g, "?");
}

export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3)}...`;
}
