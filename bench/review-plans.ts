import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Plans of an organization, as many and as large as they are to be. */
export interface PlansSize {
  /** Stacks, each of an account of its own. */
  readonly plans: number;
  /** Resources of each that change. */
  readonly changes: number;
  /** Resources of each that do not. */
  readonly others: number;
}

const REGIONS = ["eu-west-1", "eu-central-1", "us-east-1", "us-west-2", "ap-southeast-2"];

/**
 * Writes plans as `terraform show -json` writes them, with planned values, prior state and configuration, and answers how many bytes they
 * have and which addresses are dangers: in each stack a key of its own is destroyed.
 */
export function writePlans(
  folder: string,
  { changes, others, plans }: PlansSize,
): { bytes: number; dangers: string[] } {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  const dangers: string[] = [];
  for (let index = 0; index < plans; index += 1) {
    const account = String(100_000_000_000 + index);
    const key = `aws_kms_key.retired-${index}`;
    dangers.push(key);
    const text = JSON.stringify(planOf(account, key, changes, others));
    bytes += text.length;
    writeFileSync(join(folder, `baseline-account-${index}.json`), text);
  }
  return { bytes, dangers };
}

function planOf(account: string, key: string, changes: number, others: number): object {
  const all = Array.from({ length: changes - 1 + others }, (_, index) => {
    const region = REGIONS[index % REGIONS.length] ?? "";
    const isChanged = index < changes - 1;
    const { after, before, type } = index % 3 === 0 ? bucketPolicy(account, index) : alarm(account, region, index);
    const name = `r${index}-${region}`;
    return { address: `${type}.${name}`, type, name, region, before, after: isChanged ? after : before, isChanged };
  });
  const what = { mode: "managed", provider_name: "registry.terraform.io/hashicorp/aws" };
  const values = (side: "after" | "before") =>
    all.map(({ address, name, type, ...resource }) => ({
      address,
      ...what,
      type,
      name,
      schema_version: 1,
      values: resource[side],
      sensitive_values: { tags: {} },
    }));
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    variables: {},
    planned_values: { root_module: { resources: values("after") } },
    resource_changes: [
      ...all.map(({ address, after, before, isChanged, name, type }) => ({
        address,
        ...what,
        type,
        name,
        change: {
          actions: [isChanged ? "update" : "no-op"],
          before,
          after,
          after_unknown: {},
          before_sensitive: { tags: {} },
          after_sensitive: { tags: {} },
        },
      })),
      {
        address: key,
        ...what,
        type: "aws_kms_key",
        name: key.split(".")[1],
        change: { actions: ["delete"], before: { arn: `arn:aws:kms:eu-west-1:${account}:key/a` }, after: null },
      },
    ],
    prior_state: { format_version: "1.0", values: { root_module: { resources: values("before") } } },
    configuration: {
      provider_config: {
        aws: {
          expressions: { region: { constant_value: "eu-west-1" }, allowed_account_ids: { constant_value: [account] } },
        },
        ...Object.fromEntries(
          REGIONS.map((alias) => [`aws.${alias}`, { alias, expressions: { region: { constant_value: alias } } }]),
        ),
      },
      root_module: {
        resources: all.map(({ address, after, name, region, type }) => ({
          address,
          ...what,
          type,
          name,
          provider_config_key: `aws.${region}`,
          expressions: Object.fromEntries(
            Object.entries(after).map(([path, value]) => [path, { constant_value: value }]),
          ),
          schema_version: 1,
        })),
      },
    },
  };
}

interface Sides {
  readonly type: string;
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
}

function alarm(account: string, region: string, index: number): Sides {
  const values = (threshold: number) => ({
    actions_enabled: true,
    alarm_actions: [`arn:aws:sns:${region}:${account}:example-org-alerts-high`],
    alarm_description: "Somebody changed a setting that protects logs. docs/runbooks says what to do about it.",
    alarm_name: `example-org-alarm-${index}-${region}`,
    arn: `arn:aws:cloudwatch:${region}:${account}:alarm:example-org-alarm-${index}-${region}`,
    comparison_operator: "GreaterThanOrEqualToThreshold",
    datapoints_to_alarm: 1,
    dimensions: {},
    evaluate_low_sample_count_percentiles: "",
    evaluation_periods: 1,
    extended_statistic: "",
    id: `example-org-alarm-${index}-${region}`,
    insufficient_data_actions: [],
    metric_name: `Metric${index}`,
    metric_query: [],
    namespace: "example-org",
    ok_actions: [],
    period: 60,
    statistic: "Sum",
    tags: {},
    tags_all: { LandingZone: "example-org", ManagedBy: "cdktf-landing-zone" },
    threshold,
    threshold_metric_id: "",
    treat_missing_data: "notBreaching",
    unit: "",
  });
  return { type: "aws_cloudwatch_metric_alarm", before: values(1), after: values(2) };
}

function bucketPolicy(account: string, index: number): Sides {
  const bucket = `example-org-logs-${account}-${index}`;
  const statements = (actions: readonly string[]) => ({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      ...Array.from({ length: 8 }, (_, number) => ({
        Sid: `Write${number}`,
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: number === 0 ? actions : ["s3:PutObject"],
        Resource: `arn:aws:s3:::${bucket}/prefix-${number}/*`,
        Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceOrgID": "o-example1234" } },
      })),
    ],
  });
  const values = (actions: readonly string[]) => ({ bucket, id: bucket, policy: JSON.stringify(statements(actions)) });
  return {
    type: "aws_s3_bucket_policy",
    before: values(["s3:PutObject", "s3:PutObjectAcl"]),
    after: values(["s3:PutObject"]),
  };
}
