import type { AlarmKey, RuleKey } from ".";

/** Something in the management account, where no policy of the organization binds anybody. */
export interface OpenInManagement {
  readonly what: string;
  /** Terraform's types of the resources that it is made of there. */
  readonly types: readonly string[];
  /** Alarms and rules that report what is done to it; those on what each account has are among them. */
  readonly reportedBy: readonly (AlarmKey | RuleKey)[];
  /** Why it is there, or what would become of it elsewhere. */
  readonly why: string;
  /**
   * Whether a guarded account could have it: `no`, as AWS keeps it in the management account; `in part`, as the management account
   * keeps the last word; `yes`, at a price.
   */
  readonly elsewhere: "in part" | "no" | "yes";
  /** Page of AWS that says so. @default - decisions of this project do */
  readonly page?: string;
}

/**
 * What stays open in the management account, whoever administers it: a test compares it with all that the stacks make there.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export const OPEN_IN_MANAGEMENT: readonly OpenInManagement[] = [
  {
    what: "the organization, its units, accounts, guardrails and administrators",
    types: [
      "aws_inspector2_delegated_admin_account",
      "aws_organizations_account",
      "aws_organizations_delegated_administrator",
      "aws_organizations_organization",
      "aws_organizations_organizational_unit",
      "aws_organizations_policy",
      "aws_organizations_policy_attachment",
    ],
    reportedBy: ["organizationChanges", "leavingOrganization", "trustedAccessChanges", "organizationTampering"],
    why:
      "policies alone can be delegated, and whoever got them could take the guardrails off the account that has them; accounts, " +
      "units and trusted access cannot",
    elsewhere: "in part",
    page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html",
  },
  {
    what: "the organization trail",
    types: ["aws_cloudtrail"],
    reportedBy: ["trailChanges", "trailSelectorChanges", "trailTampering"],
    why: "a delegated administrator can change trails of the organization, too, and the management account stays their owner",
    elsewhere: "in part",
    page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
  },
  {
    what: "the trail's log group, its key and role, and the filters, alarms and probe on it",
    types: [
      "aws_cloudwatch_dashboard",
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_log_metric_filter",
      "aws_cloudwatch_metric_alarm",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_kms_alias",
      "aws_kms_key",
      "aws_lambda_function",
      "aws_lambda_permission",
    ],
    reportedBy: [
      "logGroupChanges",
      "filterChanges",
      "alarmChanges",
      "functionChanges",
      "keyGuardChanges",
      "keyPolicyChanges",
      "accessChanges",
      "detectionTampering",
      "deliveryTampering",
      "keyPolicyTampering",
      "keyTampering",
      "accessTampering",
    ],
    why: "they are beside the trail, which writes to it; what is done to them goes to topics of the audit account by two ways",
    elsewhere: "no",
    page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
  },
  {
    what: "the topic and the queues of the trail's deliveries",
    types: ["aws_sns_topic", "aws_sns_topic_policy", "aws_sns_topic_subscription", "aws_sqs_queue"],
    reportedBy: ["topicChanges", "queueChanges", "detectionTampering", "deliveryTampering"],
    why:
      "CloudTrail takes a topic of another account; the provider does not document what it reads back then, so that plans may never " +
      "be empty: decision 8. The files are in the log archive whatever becomes of the notices",
    elsewhere: "yes",
    page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html",
  },
  {
    what: "stack sets of what every account has",
    types: ["aws_cloudformation_stack_set", "aws_cloudformation_stack_set_instance"],
    reportedBy: ["stackSetChanges", "stackSetFailures", "stackSetTampering"],
    why: "those of a delegated administrator are made in the management account as well, which can change them",
    elsewhere: "in part",
    page: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html",
  },
  {
    what: "the permission sets of IAM Identity Center, and who has them where",
    types: [
      "aws_ssoadmin_account_assignment",
      "aws_ssoadmin_customer_managed_policy_attachment",
      "aws_ssoadmin_managed_policy_attachment",
      "aws_ssoadmin_permission_set",
      "aws_ssoadmin_permission_set_inline_policy",
      "aws_ssoadmin_permissions_boundary_attachment",
    ],
    reportedBy: ["accessChanges", "accessTampering"],
    why: "a delegated administrator can have all but those that are assigned in the management account",
    elsewhere: "in part",
    page: "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html",
  },
  {
    what: "the rules, and their role, that hand its events on to the audit account",
    types: ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"],
    reportedBy: ["eventRuleChanges", "accessChanges", "detectionTampering", "accessTampering"],
    why: "events are in the account and region where they happen; alarms on the trail's events do not need them",
    elsewhere: "no",
    page: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html",
  },
  {
    what: "its own recorder of AWS Config, flow logs and transcripts",
    types: [
      "aws_config_config_rule",
      "aws_config_configuration_recorder",
      "aws_config_configuration_recorder_status",
      "aws_config_delivery_channel",
      "aws_config_remediation_configuration",
      "aws_config_retention_configuration",
      "aws_flow_log",
      "aws_ssm_document",
    ],
    reportedBy: ["configChanges", "configCoverageChanges", "logSourceChanges", "configTampering", "logSourceTampering"],
    why: "they are about what is in the account: the less is in it, the less there is to see",
    elsewhere: "no",
    page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html",
  },
  {
    what: "its own roles and policies, those of emergencies and of people among them",
    types: [
      "aws_iam_group",
      "aws_iam_group_policy_attachment",
      "aws_iam_openid_connect_provider",
      "aws_iam_policy",
      "aws_iam_role_policy_attachment",
      "aws_iam_saml_provider",
      "aws_iam_service_linked_role",
      "aws_iam_user",
      "aws_iam_user_group_membership",
    ],
    reportedBy: ["accessChanges", "breakGlassUse", "accessTampering", "breakGlassAssumed"],
    why: "whoever may change them may do anything there: give few people a way in, and none for daily work",
    elsewhere: "no",
    page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html",
  },
];

/** What the stacks make there that no log or alert depends on, and that nothing above is about. */
export const HARMLESS_IN_MANAGEMENT: readonly string[] = [
  "aws_account_alternate_contact",
  "aws_account_region",
  "aws_default_security_group",
  "aws_ebs_encryption_by_default",
  "aws_ebs_snapshot_block_public_access",
  "aws_ec2_instance_metadata_defaults",
  "aws_iam_account_password_policy",
  "aws_s3_account_public_access_block",
  "aws_ssm_parameter",
];

/** Services that another account administers, so that the management account has nothing of them but who does. */
export const DELEGATED_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["config.amazonaws.com", "aggregator, rules and packs of AWS Config are the audit account's"],
  ["config-multiaccountsetup.amazonaws.com", "the same, for what deploys rules and packs"],
  ["access-analyzer.amazonaws.com", "the analyzer is the audit account's"],
  ["inspector2.amazonaws.com", "findings, filters and coverage are the audit account's, with `inspector`"],
]);

/** Services that the landing zone does not make, which have a delegated administrator, too: the account to name is the audit account. */
export const DELEGABLE_BESIDES = ["Amazon Detective", "Amazon GuardDuty", "Amazon Macie", "AWS Security Hub"] as const;
