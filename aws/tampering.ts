/**
 * IAM actions that remove or alter an object of a log bucket, or what keeps it from being removed; sorted.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const OBJECT_TAMPERING = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteObject",
  "s3:DeleteObjectTagging",
  "s3:DeleteObjectVersion",
  "s3:DeleteObjectVersionTagging",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutObjectTagging",
  "s3:PutObjectVersionAcl",
  "s3:PutObjectVersionTagging",
  "s3:ReplicateDelete",
];

/**
 * Those that AWS added since 2025, or that bucket policies are not about. Amazon S3 refuses a bucket policy with an action that it
 * does not know, and partitions get actions one after the other: they are for policies of the organization, which know any.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export const LATER_TAMPERING = {
  objects: [
    "s3:DeleteObjectAnnotation",
    "s3:DeleteObjectVersionAnnotation",
    "s3:PutObjectAnnotation",
    "s3:PutObjectVersionAnnotation",
    "s3:ReplicateObjectAnnotation",
    "s3:UpdateObjectEncryption",
  ],
  buckets: [
    "s3:CreateBucket",
    "s3:CreateBucketMetadataTableConfiguration",
    "s3:DeleteBucketMetadataTableConfiguration",
    "s3:PauseReplication",
    "s3:PutBucketAbac",
    "s3:UpdateBucketMetadataAnnotationTableConfiguration",
    "s3:UpdateBucketMetadataInventoryTableConfiguration",
    "s3:UpdateBucketMetadataJournalTableConfiguration",
  ],
};

/**
 * IAM actions on settings of a bucket that logs depend on, except versioning, which MFA Delete is a part of; sorted.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const BUCKET_RECONFIGURATION = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:DeleteBucketWebsite",
  "s3:PutAccelerateConfiguration",
  "s3:PutAnalyticsConfiguration",
  "s3:PutBucketAcl",
  "s3:PutBucketCORS",
  "s3:PutBucketLogging",
  "s3:PutBucketNotification",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketRequestPayment",
  "s3:PutBucketWebsite",
  "s3:PutEncryptionConfiguration",
  "s3:PutIntelligentTieringConfiguration",
  "s3:PutInventoryConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutMetricsConfiguration",
  "s3:PutReplicationConfiguration",
];

/** IAM actions on tags of a bucket, which whoever deploys changes with the `tags` of a file; sorted. */
export const BUCKET_TAGS = ["s3:PutBucketTagging", "s3:TagResource", "s3:UntagResource"];

/** IAM actions that make everything that was encrypted with a key unreadable; sorted. */
export const KEY_DESTRUCTION = ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"];

/** IAM actions that change a key, say where else it is, or hand it to others; sorted. */
export const KEY_CHANGES = [
  "kms:CreateAlias",
  "kms:CreateGrant",
  "kms:DisableKeyRotation",
  "kms:ImportKeyMaterial",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RetireGrant",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:SynchronizeMultiRegionKey",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
  "kms:UpdatePrimaryRegion",
];

/** IAM actions on the aliases that keys are known by; sorted. */
export const ALIAS_CHANGES = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"];

/** IAM actions that give what is in an object of a log bucket; sorted. */
export const LOG_FILES = ["s3:GetObject", "s3:GetObjectTorrent", "s3:GetObjectVersion", "s3:GetObjectVersionTorrent"];

/** Calls of AWS Config, which IAM calls the same, that stop or narrow what is recorded, delivered, judged or seen; sorted. */
export const CONFIG_TAMPERING = {
  recorders: [
    "AssociateResourceTypes",
    "DeleteConfigurationRecorder",
    "DeleteDeliveryChannel",
    "DeleteRetentionConfiguration",
    "DisassociateResourceTypes",
    "PutConfigurationRecorder",
    "PutDeliveryChannel",
    "PutRetentionConfiguration",
    "StopConfigurationRecorder",
  ],
  rules: [
    "DeleteConfigRule",
    "DeleteConformancePack",
    "DeleteEvaluationResults",
    "DeleteOrganizationConfigRule",
    "DeleteOrganizationConformancePack",
  ],
  aggregators: ["DeleteAggregationAuthorization", "DeleteConfigurationAggregator", "PutConfigurationAggregator"],
};

/** Calls of AWS KMS on keys after which something may not be decrypted or rotated any more; sorted. */
export const KEY_TAMPERING = [
  ...KEY_DESTRUCTION.map((action) => action.replace("kms:", "")),
  "DisableKeyRotation",
  "UpdatePrimaryRegion",
].sort();

/**
 * Calls of AWS KMS, which IAM calls the same, that change a key, say where else it is or hand it to others, besides those that are
 * tampering with whichever key. What AWS KMS does itself after a change of a multi-Region key is none: CloudTrail has it as an
 * event of the service, and the call that it follows from before.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-synchronize-multi-region-key.html
 */
export const KEY_POLICY_TAMPERING = KEY_CHANGES.map((action) => action.replace("kms:", "")).filter(
  (name) => !name.endsWith("Alias") && !KEY_TAMPERING.includes(name) && name !== "SynchronizeMultiRegionKey",
);

/** Calls of AWS KMS on custom key stores, which IAM calls the same, that make their keys unavailable; sorted. */
export const KEY_STORE_TAMPERING = ["DeleteCustomKeyStore", "DisconnectCustomKeyStore", "UpdateCustomKeyStore"];

/** Calls of CloudWatch Logs, which IAM calls the same, on what counts events of a log group; sorted. */
export const METRIC_FILTER_CHANGES = ["DeleteMetricFilter", "PutMetricFilter"];

/** Calls of CloudWatch Logs, which IAM calls the same, on what sends events of a log group elsewhere; sorted. */
export const SUBSCRIPTION_FILTER_CHANGES = ["DeleteSubscriptionFilter", "PutSubscriptionFilter"];

/** Calls of AWS CloudTrail that change what a trail records, and who administers trails; sorted. */
export const TRAIL_TAMPERING = [
  "AddTags",
  "DeleteTrail",
  "DeregisterOrganizationDelegatedAdmin",
  "PutEventConfiguration",
  "PutEventSelectors",
  "PutInsightSelectors",
  "RegisterOrganizationDelegatedAdmin",
  "RemoveTags",
  "StopLogging",
  "UpdateTrail",
];

/**
 * Calls of AWS Organizations, and events of its own, by which an account leaves, or guardrails, trusted access or
 * administrators change; sorted.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_security_incident-response.html
 */
export const ORGANIZATION_TAMPERING = [
  "AccountDepartedOrganization",
  "CloseAccount",
  "DeleteOrganization",
  "DeletePolicy",
  "DeleteResourcePolicy",
  "DeregisterDelegatedAdministrator",
  "DetachPolicy",
  "DisableAWSServiceAccess",
  "DisablePolicyType",
  "EnableAWSServiceAccess",
  "LeaveOrganization",
  "MoveAccount",
  "PutResourcePolicy",
  "RegisterDelegatedAdministrator",
  "RemoveAccountFromOrganization",
  "UpdatePolicy",
];

/** Calls of AWS CloudFormation, which IAM calls the same, after which stack sets reach no account of the organization; sorted. */
export const STACK_SET_ACCESS_TAMPERING = ["DeactivateOrganizationsAccess"];

/**
 * Calls of CloudWatch Logs, which IAM calls the same, that are about all log groups of an account: they mask, change, divert or
 * move events; sorted.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export const LOG_ACCOUNT_TAMPERING = [
  "DeleteAccountPolicy",
  "DeletePipelineRule",
  "PutAccountPolicy",
  "PutPipelineRule",
  "PutStorageTierPolicy",
];
