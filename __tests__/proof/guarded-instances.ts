import type { GuardedKind } from "../../config/guardrails/left-open";
import type { LandingZone } from "../../config/landing-zone";
import { logBucketsOf } from "../../config/names";
import type { Block } from "../../proof/kinds";
import { synthesized } from "../../proof/stacks";
import { OPEN_KEYS } from "../config/guardrails/support";

/** A resource that a landing zone makes and guardrails guard. */
export interface Instance {
  readonly kind: GuardedKind;
  readonly arn: string;
  readonly accountId: string;
  /** Keys of the request's context that the resource has. */
  readonly context: Readonly<Record<string, string | string[]>>;
}

interface Shape {
  readonly kind: GuardedKind;
  readonly service: string;
  /** @default - region and account */
  readonly scope?: "account" | "nothing";
  /** Last part of the ARN, from the block. */
  readonly resource: (block: Block) => string;
}

const named = (prefix: string, argument = "name") => ({
  resource: (block: Block) => `${prefix}${String(block[argument])}`,
});

const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  aws_s3_bucket: [
    { kind: "logBucket", service: "s3", scope: "nothing", ...named("", "bucket") },
    {
      kind: "logObject",
      service: "s3",
      scope: "nothing",
      resource: ({ bucket }) => `${String(bucket)}/AWSLogs/file.json.gz`,
    },
  ],
  aws_kms_alias: [{ kind: "alias", service: "kms", ...named("") }],
  aws_sns_topic: [{ kind: "topic", service: "sns", ...named("") }],
  aws_sqs_queue: [{ kind: "queue", service: "sqs", ...named("") }],
  aws_cloudwatch_log_group: [
    { kind: "logGroup", service: "logs", ...named("log-group:") },
    { kind: "logGroup", service: "logs", resource: ({ name }) => `log-group:${String(name)}:log-stream:stream` },
  ],
  aws_cloudwatch_metric_alarm: [{ kind: "alarm", service: "cloudwatch", ...named("alarm:", "alarm_name") }],
  aws_cloudwatch_event_bus: [{ kind: "eventRule", service: "events", ...named("event-bus/") }],
  aws_cloudwatch_event_archive: [{ kind: "eventRule", service: "events", ...named("archive/") }],
  aws_cloudwatch_event_rule: [{ kind: "eventRule", service: "events", ...named("rule/") }],
  aws_cloudtrail: [{ kind: "trail", service: "cloudtrail", ...named("trail/") }],
  aws_lambda_function: [{ kind: "function", service: "lambda", ...named("function:", "function_name") }],
  aws_dynamodb_table: [{ kind: "table", service: "dynamodb", ...named("table/") }],
  aws_kinesis_firehose_delivery_stream: [{ kind: "stream", service: "firehose", ...named("deliverystream/") }],
  aws_cloudwatch_dashboard: [
    { kind: "alarm", service: "cloudwatch", scope: "account", ...named("dashboard/", "dashboard_name") },
  ],
  aws_iam_policy: [{ kind: "role", service: "iam", scope: "account", ...named("policy/") }],
  aws_iam_role: [{ kind: "role", service: "iam", scope: "account", ...named("role/") }],
  aws_iam_group: [{ kind: "group", service: "iam", scope: "account", ...named("group/") }],
};

/** Types whose loss is a loss, and that are not asked as resources of their own. */
const NOT_ASKED: Readonly<Record<string, readonly string[]>> = {
  "a part, a setting or a policy of a resource that is asked": [
    "aws_cloudwatch_event_bus_policy",
    "aws_cloudwatch_event_target",
    "aws_cloudwatch_log_metric_filter",
    "aws_cloudwatch_log_stream",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_kms_key",
    "aws_lambda_permission",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_logging",
    "aws_s3_bucket_notification",
    "aws_s3_bucket_object_lock_configuration",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_replication_configuration",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
    "aws_sns_topic_policy",
    "aws_sqs_queue_policy",
  ],
  "guarded without its name, as AWS invents its id or knows no resource: tests of the guardrails ask": [
    "aws_cloudhsm_v2_cluster",
    "aws_cloudhsm_v2_hsm",
    "aws_config_aggregate_authorization",
    "aws_config_config_rule",
    "aws_config_configuration_aggregator",
    "aws_config_configuration_recorder",
    "aws_config_configuration_recorder_status",
    "aws_config_delivery_channel",
    "aws_config_organization_conformance_pack",
    "aws_config_organization_custom_policy_rule",
    "aws_config_organization_custom_rule",
    "aws_config_organization_managed_rule",
    "aws_config_remediation_configuration",
    "aws_config_retention_configuration",
    "aws_flow_log",
    "aws_iam_saml_provider",
    "aws_inspector2_delegated_admin_account",
    "aws_inspector2_enabler",
    "aws_inspector2_member_association",
    "aws_inspector2_organization_configuration",
    "aws_kms_custom_key_store",
    "aws_lambda_event_source_mapping",
  ],
  "only the management account can change it": [
    "aws_account_region",
    "aws_cloudformation_stack_set",
    "aws_cloudformation_stack_set_instance",
    "aws_organizations_account",
    "aws_organizations_delegated_administrator",
    "aws_organizations_organization",
    "aws_organizations_organizational_unit",
    "aws_organizations_policy",
    "aws_organizations_policy_attachment",
  ],
  "no guardrail has it: a deployment puts it back": [
    "aws_accessanalyzer_analyzer",
    "aws_account_alternate_contact",
    "aws_cloudcontrolapi_resource",
    "aws_default_security_group",
    "aws_ebs_default_kms_key",
    "aws_ebs_encryption_by_default",
    "aws_ebs_snapshot_block_public_access",
    "aws_ec2_instance_metadata_defaults",
    "aws_iam_account_password_policy",
    "aws_iam_instance_profile",
    "aws_iam_openid_connect_provider",
    "aws_iam_service_linked_role",
    "aws_route_table",
    "aws_route_table_association",
    "aws_s3_account_public_access_block",
    "aws_ssm_document",
    "aws_ssm_parameter",
    "aws_subnet",
    "aws_vpc",
  ],
};

/** Every type that is asked, or is not for a reason. */
export const CONSIDERED_TYPES: readonly string[] = [...Object.keys(SHAPES), ...Object.values(NOT_ASKED).flat()];

/** Every resource of a landing zone whose ids are all known that guardrails know by its name. */
export function guardedInstances(landingZone: LandingZone): Instance[] {
  const { accounts, homeRegion, names, partition } = landingZone;
  const openAliases = (Object.keys(OPEN_KEYS) as (keyof typeof OPEN_KEYS)[]).map((key): string => names[key]);
  const logBuckets = logBucketsOf(names);
  const found = synthesized(landingZone).flatMap(({ accountSlug, resource }) => {
    const accountId = accounts.find(({ slug }) => slug === accountSlug)?.id ?? "";
    const arn = ({ resource: last, scope, service }: Shape, block: Block): string => {
      const region = /^aws\.(.+)$/.exec(String(block.provider))?.[1] ?? homeRegion;
      return `arn:${partition}:${service}:${scope === undefined ? region : ""}:${scope === "nothing" ? "" : accountId}:${last(block)}`;
    };
    return Object.entries(SHAPES).flatMap(([type, shapes]) =>
      Object.values(resource[type] ?? {}).flatMap((block) =>
        shapes
          .filter(({ kind }) => !(kind === "alias" && openAliases.includes(String(block.name))))
          .filter(({ kind }) => !/^log(?:Bucket|Object)$/.test(kind) || logBuckets.includes(String(block.bucket)))
          .flatMap((shape): Instance[] => {
            const instance: Instance = { kind: shape.kind, arn: arn(shape, block), accountId, context: {} };
            return shape.kind === "alias"
              ? [
                  instance,
                  {
                    kind: "key",
                    arn: instance.arn.replace(/:alias\/.*/, ":key/11111111-2222-3333-4444-555555555555"),
                    accountId,
                    context: { "kms:ResourceAliases": [String(block.name)] },
                  },
                ]
              : [instance];
          }),
      ),
    );
  });
  return [...new Map(found.map((instance) => [JSON.stringify(instance), instance])).values()];
}
