import type { Block } from "../terraform";

/** What the provider's schema says of an argument. */
export interface ArgumentSchema {
  /** `string`, `["set", "string"]` */
  readonly type: unknown;
  readonly computed?: boolean;
  readonly optional?: boolean;
  readonly required?: boolean;
}

const OTHER_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "Other", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }],
});

const keyAttributes = (...names: string[]): Block[] => names.map((name) => ({ name, type: "S" }));

/** Arguments that are tried in place of what is made up below, where the provider does not say what it accepts; null: none. */
export const OTHER_ARGUMENTS: Readonly<Record<string, Block>> = {
  "aws_cloudcontrolapi_resource.desired_state": {
    desired_state: JSON.stringify({
      ScanName: "other",
      SecurityLevel: "LEVEL_1",
      Schedule: { Daily: { StartTime: { TimeOfDay: "03:00", TimeZone: "UTC" } } },
      Targets: { AccountIds: ["SELF"], TargetResourceTags: { Name: ["other"] } },
    }),
  },
  "aws_cloudformation_stack_set_instance.deployment_targets.organizational_unit_ids": {
    deployment_targets: { organizational_unit_ids: ["r-cd34"] },
  },
  "aws_cloudwatch_event_bus.event_source_name": { event_source_name: "aws.partner/other/one" },
  "aws_cloudwatch_metric_alarm.extended_statistic": { extended_statistic: "p90", statistic: null },
  "aws_config_organization_conformance_pack.delivery_s3_bucket": { delivery_s3_bucket: "awsconfigconforms-other" },
  "aws_config_organization_conformance_pack.template_body": { template_body: "Resources: {}" },
  "aws_config_organization_conformance_pack.template_s3_uri": {
    template_body: null,
    template_s3_uri: "s3://other/pack.yaml",
  },
  "aws_default_security_group.egress": { egress: [{ ...anyRule(), protocol: "-1" }] },
  "aws_default_security_group.ingress": { ingress: [{ ...anyRule(), protocol: "-1" }] },
  "aws_iam_openid_connect_provider.thumbprint_list": { thumbprint_list: ["0".repeat(40)] },
  "aws_kinesis_firehose_delivery_stream.destination": {
    destination: "http_endpoint",
    extended_s3_configuration: null,
    http_endpoint_configuration: {
      url: "https://example.com",
      role_arn: "arn:aws:iam::111111111111:role/one",
      s3_configuration: {
        bucket_arn: "arn:aws:s3:::one",
        role_arn: "arn:aws:iam::111111111111:role/one",
      },
    },
  },
  "aws_kms_alias.name_prefix": { name: null, name_prefix: "alias/other" },
  "aws_kms_key.xks_key_id": { custom_key_store_id: "cks-1", xks_key_id: "other" },
  "aws_lambda_function.replacement_security_group_ids": {
    replace_security_groups_on_destroy: true,
    replacement_security_group_ids: ["sg-1"],
  },
  "aws_lambda_function.s3_bucket": { filename: null, s3_bucket: "other", s3_key: "one" },
  "aws_dynamodb_table.hash_key": { hash_key: "other", attribute: keyAttributes("other", "sk") },
  "aws_dynamodb_table.range_key": { range_key: "other", attribute: keyAttributes("pk", "other") },
  "aws_dynamodb_table.read_capacity": { billing_mode: "PROVISIONED", read_capacity: 2, write_capacity: 1 },
  "aws_dynamodb_table.restore_date_time": {
    restore_date_time: "2026-01-01T00:00:00Z",
    restore_source_name: "other",
  },
  "aws_dynamodb_table.stream_enabled": { stream_enabled: true, stream_view_type: "KEYS_ONLY" },
  "aws_dynamodb_table.write_capacity": { billing_mode: "PROVISIONED", read_capacity: 1, write_capacity: 2 },
  "aws_lambda_event_source_mapping.starting_position_timestamp": {
    starting_position: "AT_TIMESTAMP",
    starting_position_timestamp: "2026-01-01T00:00:00Z",
  },
  "aws_lambda_function.architectures": { architectures: ["x86_64"] },
  "aws_lambda_function.s3_key": { filename: null, s3_bucket: "one", s3_key: "other" },
  "aws_lambda_function.s3_object_version": {
    filename: null,
    s3_bucket: "one",
    s3_key: "one",
    s3_object_version: "other",
  },
  "aws_lambda_permission.action": { action: "lambda:GetFunction" },
  "aws_route_table.route": {
    route: [
      {
        ...Object.fromEntries(
          [
            "carrier_gateway_id",
            "core_network_arn",
            "destination_prefix_list_id",
            "egress_only_gateway_id",
            "ipv6_cidr_block",
            "local_gateway_id",
            "nat_gateway_id",
            "network_interface_id",
            "transit_gateway_id",
            "vpc_endpoint_id",
            "vpc_peering_connection_id",
          ].map((name) => [name, null]),
        ),
        cidr_block: "10.0.0.0/8",
        gateway_id: "igw-1",
      },
    ],
  },
  "aws_s3_bucket_versioning.versioning_configuration.status": { versioning_configuration: { status: "Suspended" } },
  "aws_sns_topic.archive_policy": {
    archive_policy: JSON.stringify({ MessageRetentionPeriod: "30" }),
    fifo_topic: true,
    name: "one.fifo",
  },
  "aws_sns_topic.content_based_deduplication": {
    content_based_deduplication: true,
    fifo_topic: true,
    name: "one.fifo",
  },
  "aws_sns_topic.fifo_throughput_scope": { fifo_throughput_scope: "Topic", fifo_topic: true, name: "one.fifo" },
  "aws_sns_topic.fifo_topic": { fifo_topic: true, name: "one.fifo" },
  "aws_sqs_queue.content_based_deduplication": {
    content_based_deduplication: true,
    fifo_queue: true,
    name: "one.fifo",
  },
  "aws_sqs_queue.fifo_queue": { fifo_queue: true, name: "one.fifo" },
  "aws_ssm_document.permissions": { permissions: { type: "Share", account_ids: "111111111111" } },
  "aws_ssm_document.target_type": { target_type: "/AWS::EC2::Instance" },
  "aws_ssm_parameter.value_wo": { value: null, value_wo: "other", value_wo_version: 1 },
  "aws_ssm_parameter.value_wo_version": { value: null, value_wo: "one", value_wo_version: 2 },
  "aws_subnet.ipv6_cidr_block": { ipv6_cidr_block: "2001:db8::/64" },
};

function anyRule(): Block {
  return {
    cidr_blocks: ["10.0.0.0/8"],
    description: "other",
    from_port: 0,
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [],
    self: false,
    to_port: 0,
  };
}

/** Another value than an argument has, or some value where it has none; nothing for objects. */
export function otherValue(current: unknown, { type }: ArgumentSchema): unknown {
  const [kind, element] = Array.isArray(type) ? (type as unknown[]) : [type];
  switch (kind) {
    case "bool":
      return current !== true;
    case "number":
      return Number(current ?? 0) + 1;
    case "string":
      if (typeof current !== "string") return "other";
      if (current === "Enabled") return "Disabled";
      return current.startsWith("{") ? OTHER_POLICY : `${current}2`;
    case "map":
      return { ...(current as Block | undefined), other: "x" };
    case "list":
    case "set":
      return element === "string" ? [...((current as unknown[] | undefined) ?? []), "other"] : undefined;
    default:
      return undefined;
  }
}

type Correction = (value: unknown, current: unknown, match: RegExpExecArray) => unknown;

/** What the provider says of a value, and one that it accepts. */
const CORRECTIONS: readonly (readonly [RegExp, Correction])[] = [
  [
    /(?:to be one of|Valid Values:) \[?([^\]]+)/i,
    (value, current, [, allowed = ""]) =>
      inPlace(
        value,
        [...allowed.matchAll(/[A-Za-z0-9_:.-]+/g)].map(([word]) => word).find((word) => !holds(current, word)),
        current,
      ),
  ],
  [
    /(?:in the range \(|between )(\d+)(?: - | and )(\d+)/,
    (_, current, [, from, to]) => (Number(current) === Number(to) ? Number(from) : Number(to)),
  ],
  [/AWS account ID/i, (value) => inPlace(value, "222222222222")],
  [/invalid ARN/, (value) => inPlace(value, "arn:aws:sns:eu-west-1:111111111111:other")],
  [/invalid JSON/, () => "{}"],
  [/CIDR/, (_, current) => (typeof current === "string" ? current.replace(/\d+\.\d+\//, "128.0/") : "10.9.0.0/16")],
];

/** A value of the form of another: of a list, its last element. */
function inPlace(value: unknown, other: unknown, current?: unknown): unknown {
  if (!Array.isArray(value)) return typeof value === "number" ? Number(other) : other;
  return other === undefined ? (current as unknown[]).slice(1) : [...(value as unknown[]).slice(0, -1), other];
}

function holds(current: unknown, word: string): boolean {
  return Array.isArray(current) ? current.map(String).includes(word) : String(current) === word;
}

/** A value after what the provider said of another one; nothing where it does not say what it accepts. */
export function correctedValue(value: unknown, current: unknown, said: string): unknown {
  for (const [pattern, correct] of CORRECTIONS) {
    const match = pattern.exec(said);
    if (match !== null) return correct(value, current, match);
  }
  return undefined;
}

/** Arguments that cannot stand beside another one, from what the provider said. */
export function excludedBy(said: string): string[] {
  const listed = /only one of `([^`]+)`/.exec(said)?.[1]?.split(",") ?? [];
  const named = /"([a-z0-9_]+)": conflicts with ([a-z0-9_]+)/.exec(said);
  return [...listed, ...(named?.slice(1) ?? [])];
}
