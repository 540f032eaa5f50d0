import { classOf } from "../aws/resource-classes";

/** What is lost with a resource: what nobody can make again, what protects, or neither. */
export type Loss = "data" | "protection" | "other";

/** Types of other projects that hold what nobody can make again; those of this one are in aws/resource-classes. */
const DATA: ReadonlySet<string> = new Set([
  "aws_ami",
  "aws_backup_vault",
  "aws_cloudtrail_event_data_store",
  "aws_cognito_user_pool",
  "aws_db_instance",
  "aws_db_snapshot",
  "aws_detective_graph",
  "aws_docdb_cluster",
  "aws_ebs_snapshot",
  "aws_ebs_volume",
  "aws_ecr_repository",
  "aws_efs_file_system",
  "aws_elasticsearch_domain",
  "aws_fsx_lustre_file_system",
  "aws_fsx_ontap_file_system",
  "aws_fsx_openzfs_file_system",
  "aws_fsx_windows_file_system",
  "aws_glacier_vault",
  "aws_guardduty_detector",
  "aws_iam_access_key",
  "aws_kinesis_stream",
  "aws_kms_external_key",
  "aws_kms_replica_external_key",
  "aws_kms_replica_key",
  "aws_memorydb_cluster",
  "aws_neptune_cluster",
  "aws_opensearch_domain",
  "aws_rds_cluster",
  "aws_redshift_cluster",
  "aws_route53_zone",
  "aws_s3_directory_bucket",
  "aws_secretsmanager_secret",
  "aws_securityhub_account",
  "aws_timestreamwrite_table",
]);

/** Services of which everything protects, or says who tampered: the beginnings of their types. */
const PROTECTING =
  /^aws_(access_?analyzer|backup|cloudtrail|config|detective|fms|guardduty|inspector2?|macie2?|network_?firewall|organizations|securityhub|securitylake|shield|waf|wafregional|wafv2)_/;
/** Others that do. */
const PROTECTS: ReadonlySet<string> = new Set([
  "aws_cloudwatch_composite_alarm",
  "aws_cloudwatch_log_subscription_filter",
  "aws_ebs_snapshot_block_public_access",
  "aws_iam_policy_attachment",
  "aws_kms_key_policy",
  "aws_network_acl",
  "aws_route53_query_log",
  "aws_route53_resolver_query_log_config",
  "aws_s3_access_point",
  "aws_s3_bucket_acl",
  "aws_secretsmanager_secret_policy",
  "aws_security_group_rule",
  "aws_sns_topic_data_protection_policy",
  "aws_sns_topic_subscription",
  "aws_ssm_resource_data_sync",
]);

/** What the loss of a type is, of whatever project. */
export function lossOf(type: string): Loss {
  const known = classOf(type);
  if (known === "data" || DATA.has(type)) {
    return "data";
  }
  return known === "protects" || PROTECTS.has(type) || (known === undefined && PROTECTING.test(type))
    ? "protection"
    : "other";
}
