/**
 * What it means to lose a resource:
 *
 * - `data`: logs, keys, messages, findings, evidence, accounts, or what these are in. Never destroyed nor replaced; what the
 *   configuration does not have any more is forgotten by Terraform and stays in AWS.
 * - `protects`: a setting, a policy, a rule, an alarm, or what one of them needs to work. Destroyed only where the configuration
 *   says that it is to be off; what is merely absent is forgotten, and goes on protecting.
 * - `remade`: made again from the configuration without loss. Destroyed with what it was made from.
 */
export type ResourceClass = "data" | "protects" | "remade";

const TYPES: Readonly<Record<ResourceClass, readonly string[]>> = {
  data: [
    "aws_cloudhsm_v2_cluster",
    "aws_cloudhsm_v2_hsm",
    "aws_cloudtrail",
    "aws_cloudwatch_event_archive",
    "aws_cloudwatch_event_bus",
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_log_stream",
    "aws_dynamodb_table",
    "aws_kinesis_firehose_delivery_stream",
    "aws_kms_custom_key_store",
    "aws_kms_key",
    "aws_organizations_account",
    "aws_organizations_organization",
    "aws_organizations_organizational_unit",
    "aws_s3_bucket",
    "aws_sns_topic",
    "aws_sqs_queue",
  ],
  protects: [
    "aws_accessanalyzer_analyzer",
    "aws_account_alternate_contact",
    "aws_account_region",
    "aws_cloudcontrolapi_resource",
    "aws_cloudformation_stack_set",
    "aws_cloudformation_stack_set_instance",
    "aws_cloudwatch_event_bus_policy",
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_event_target",
    "aws_cloudwatch_log_metric_filter",
    "aws_cloudwatch_metric_alarm",
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
    "aws_default_security_group",
    "aws_ebs_default_kms_key",
    "aws_ebs_encryption_by_default",
    "aws_ebs_snapshot_block_public_access",
    "aws_ec2_instance_metadata_defaults",
    "aws_flow_log",
    "aws_iam_account_password_policy",
    "aws_iam_instance_profile",
    "aws_iam_openid_connect_provider",
    // Of instance roles; AWS deletes none that is attached.
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_saml_provider",
    "aws_iam_service_linked_role",
    "aws_inspector2_delegated_admin_account",
    "aws_inspector2_enabler",
    "aws_inspector2_member_association",
    "aws_inspector2_organization_configuration",
    "aws_kms_alias",
    "aws_lambda_event_source_mapping",
    "aws_lambda_function",
    "aws_lambda_permission",
    "aws_organizations_delegated_administrator",
    "aws_organizations_policy",
    "aws_organizations_policy_attachment",
    // The network of a CloudHSM cluster.
    "aws_route_table",
    "aws_route_table_association",
    "aws_s3_account_public_access_block",
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
    "aws_ssm_document",
    "aws_ssm_parameter",
    "aws_subnet",
    "aws_vpc",
  ],
  remade: [
    "aws_chatbot_slack_channel_configuration",
    "aws_chatbot_teams_channel_configuration",
    "aws_cloudwatch_dashboard",
    "aws_iam_group",
    "aws_iam_group_policy_attachment",
    "aws_iam_user",
    "aws_iam_user_group_membership",
    // Of Amazon Inspector Classic, whose API has ended.
    "aws_inspector_assessment_target",
    "aws_inspector_assessment_template",
    "aws_inspector_resource_group",
    // The client host of a CloudHSM cluster, which is there for a ceremony only.
    "aws_instance",
    // It hides findings.
    "aws_inspector2_filter",
    "aws_internet_gateway",
    "aws_security_group",
    // Who is taken out of the file is notified no more.
    "aws_sns_topic_subscription",
    "aws_ssoadmin_account_assignment",
    "aws_ssoadmin_customer_managed_policy_attachment",
    "aws_ssoadmin_managed_policy_attachment",
    "aws_ssoadmin_permission_set",
    "aws_ssoadmin_permission_set_inline_policy",
    "aws_ssoadmin_permissions_boundary_attachment",
    "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_ingress_rule",
  ],
};

const CLASS_OF: ReadonlyMap<string, ResourceClass> = new Map(
  (Object.entries(TYPES) as [ResourceClass, readonly string[]][]).flatMap(([kind, types]) =>
    types.map((type): [string, ResourceClass] => [type, kind]),
  ),
);

/** The class of a type of Terraform; nothing for one that nobody has classed, which no stack may have. */
export function classOf(type: string): ResourceClass | undefined {
  return CLASS_OF.get(type);
}

/** Whether the loss of a type is a loss: it holds data, or protects. */
export function isKept(type: string): boolean {
  const kind = classOf(type);
  return kind === "data" || kind === "protects";
}

/**
 * Whether an address is of what a rule's events go to besides the topic, as the file says: `target-` and the ARN. Whoever the
 * file does not name any more receives none, so that no ledger keeps it.
 */
export function isFurtherTarget(address: string): boolean {
  return /^aws_cloudwatch_event_target\.[^_]+_target-/.test(address);
}

/** Types of a class, sorted. */
export function typesOf(kind: ResourceClass): readonly string[] {
  return TYPES[kind];
}
