import { METRIC_FILTER_CHANGES, SUBSCRIPTION_FILTER_CHANGES } from "../../aws/tampering";

/** Why an action that could harm what is guarded is left open. */
export const LEFT_OPEN_REASONS = {
  "named writer": "policies of the resource name who does it",
  "creates something new": "it adds something beside what is guarded, and changes nothing of that",
  "mandated service": "an AWS service does it that the landing zone gave that task",
  "no denial possible": "only the management account can do it, which no policy of the organization binds",
  harmless: "nothing that is guarded is lost by it, or silent",
} as const;

export type LeftOpenReason = keyof typeof LEFT_OPEN_REASONS;

/** Actions of one service that guardrails leave open, for one reason. */
export interface LeftOpen {
  /** Prefix of the actions: `s3`. */
  readonly service: string;
  /** Names without prefix and without wildcards. */
  readonly actions: readonly string[];
  readonly reason: LeftOpenReason;
  /** What makes the reason true; a sentence without its full stop. */
  readonly why: string;
  /** Page of AWS that says so. @default - the service's page of the service authorization reference */
  readonly page?: string;
}

/** Kinds of resources that guardrails know by their names, so that all else that is done to them is denied. */
export const LEFT_OPEN_ON = {
  logObject: [
    {
      service: "s3",
      actions: ["PutObject", "ReplicateObject"],
      reason: "named writer",
      why: "the bucket policy names the only one who writes, and versions keep what was there",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    },
    {
      service: "s3",
      actions: ["InitiateReplication", "ObjectOwnerOverrideToBucketOwner", "ReplicateTags"],
      reason: "mandated service",
      why: "only a replication of Amazon S3 does it, with what it writes",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html",
    },
    {
      service: "s3",
      actions: ["AbortMultipartUpload"],
      reason: "mandated service",
      why: "Amazon Data Firehose ends uploads that it cannot finish; what is an object stays one",
      page: "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
    },
    {
      service: "s3",
      actions: ["PutObjectAcl"],
      reason: "harmless",
      why: "a bucket whose owner is enforced takes no ACL, and services ask for the permission when they write",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    },
    {
      service: "s3",
      actions: ["RestoreObject"],
      reason: "harmless",
      why: "it makes a copy of an archived file that can be read for a while",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html",
    },
  ],
  logBucket: [],
  trail: [{ service: "cloudtrail", actions: ["StartLogging"], reason: "harmless", why: "it makes the trail record" }],
  key: [
    {
      service: "kms",
      // prettier-ignore
      actions: [
        "Decrypt", "DeriveSharedSecret", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext", "GenerateDataKeyWithoutPlaintext", "GenerateMac", "ReEncryptFrom",
        "ReEncryptTo", "Sign", "Verify", "VerifyMac",
      ],
      reason: "named writer",
      why: "the key policy names who uses the key",
    },
    {
      service: "kms",
      actions: ["CancelKeyDeletion", "EnableKey", "EnableKeyRotation"],
      reason: "harmless",
      why: "it takes back what makes the key unusable",
    },
  ],
  alias: [],
  logGroup: [
    {
      service: "logs",
      actions: ["CreateLogStream", "PutLogEvents"],
      reason: "named writer",
      why: "roles of CloudTrail, of flow logs and of hosts write; events cannot be written over",
      page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html",
    },
    {
      service: "logs",
      actions: [...METRIC_FILTER_CHANGES, ...SUBSCRIPTION_FILTER_CHANGES],
      reason: "harmless",
      why: "accounts count and read along in their own flow logs and hosts' logs; guardrails of their own have the trail's",
    },
    {
      service: "logs",
      actions: ["CreateLogGroup"],
      reason: "creates something new",
      why: "a log group that is there stays as it is",
    },
    {
      service: "logs",
      actions: ["CreateExportTask", "CreateLogAnomalyDetector"],
      reason: "creates something new",
      why: "it reads events into a bucket, or looks for patterns",
    },
  ],
  alarm: [{ service: "cloudwatch", actions: ["EnableAlarmActions"], reason: "harmless", why: "it makes alarms tell" }],
  eventRule: [
    { service: "events", actions: ["EnableRule"], reason: "harmless", why: "it makes a rule match" },
    {
      service: "events",
      actions: ["PutEvents"],
      reason: "named writer",
      why: "the policy of the bus names who puts events on it, and rules match what AWS services say only",
      page: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-permissions.html",
    },
  ],
  topic: [
    { service: "sns", actions: ["Publish"], reason: "named writer", why: "the topic policy names who publishes" },
    {
      service: "sns",
      actions: ["ConfirmSubscription"],
      reason: "harmless",
      why: "who was subscribed confirms it, by a token that was sent to nobody else",
    },
  ],
  queue: [
    {
      service: "sqs",
      actions: ["ChangeMessageVisibility", "DeleteMessage", "ReceiveMessage", "SendMessage"],
      reason: "named writer",
      why: "who consumes a queue takes messages out of it: names of files, and events that the event archive has, too",
    },
  ],
  stream: [
    {
      service: "firehose",
      actions: ["PutRecord", "PutRecordBatch"],
      reason: "named writer",
      why: "the role that delivers findings puts them in",
    },
    {
      service: "firehose",
      actions: ["StartDeliveryStreamEncryption"],
      reason: "harmless",
      why: "it encrypts what was not",
    },
  ],
  function: [
    {
      service: "lambda",
      actions: ["InvokeAsync", "InvokeFunction", "InvokeFunctionUrl"],
      reason: "harmless",
      why: "the function looks once more",
    },
  ],
  table: [],
  role: [
    {
      service: "sts",
      // prettier-ignore
      actions: [
        "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "SetContext", "SetSourceIdentity", "TagSession",
      ],
      reason: "named writer",
      why: "the role's trust policy names who assumes it",
    },
  ],
  group: [],
} as const satisfies Readonly<Record<string, readonly LeftOpen[]>>;

export type GuardedKind = keyof typeof LEFT_OPEN_ON;

/** What only reads, by beginnings. */
const READING = {
  cloudtrail: ["Get*", "List*"],
  cloudwatch: ["Describe*", "Get*", "List*"],
  dynamodb: [
    "BatchGetItem",
    "ConditionCheckItem",
    "Describe*",
    "Get*",
    "List*",
    "PartiQLSelect",
    "Query",
    "ReadDataForReplication",
    "Scan",
    "SearchVectors",
  ],
  events: ["Describe*", "List*"],
  firehose: ["Describe*", "List*"],
  iam: ["Generate*", "Get*", "List*", "Simulate*"],
  kms: ["Describe*", "Get*", "List*"],
  lambda: ["Get*", "List*"],
  logs: ["Describe*", "FilterLogEvents", "Get*", "List*", "StartLiveTail", "StartQuery", "Unmask"],
  s3: ["Get*", "List*"],
  sns: ["Get*", "List*"],
  sqs: ["Get*", "List*"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What people call the kinds, and prefixes of their actions. */
export const GUARDED: Readonly<
  Record<GuardedKind, { readonly called: string; readonly service: keyof typeof READING }>
> = {
  alarm: { called: "alarms and dashboards", service: "cloudwatch" },
  alias: { called: "aliases of keys", service: "kms" },
  eventRule: { called: "event rules, buses and archives", service: "events" },
  function: { called: "functions", service: "lambda" },
  group: { called: "IAM groups", service: "iam" },
  key: { called: "keys", service: "kms" },
  logBucket: { called: "log buckets", service: "s3" },
  logGroup: { called: "log groups and streams", service: "logs" },
  logObject: { called: "log files", service: "s3" },
  queue: { called: "queues", service: "sqs" },
  role: { called: "IAM roles and policies", service: "iam" },
  stream: { called: "delivery streams", service: "firehose" },
  table: { called: "tables", service: "dynamodb" },
  topic: { called: "topics", service: "sns" },
  trail: { called: "the trail", service: "cloudtrail" },
};

/** With their prefix. */
export function actionsOf({ actions, service }: LeftOpen): string[] {
  return actions.map((name) => `${service}:${name}`);
}

/** All that stays open on some kinds: what reads, and what the tables above say; sorted. */
export function leftOpenOn(...kinds: readonly GuardedKind[]): string[] {
  const open = kinds.flatMap((kind) => {
    const { service } = GUARDED[kind];
    const rows: readonly LeftOpen[] = LEFT_OPEN_ON[kind];
    return [...READING[service].map((name) => `${service}:${name}`), ...rows.flatMap(actionsOf)];
  });
  return [...new Set(open)].sort();
}

/**
 * What AWS knows no resource for, of the services that hold or guard logs, and is open to administrators of member accounts. All
 * else of these services is denied by guardrails that are about `*`.
 */
export const LEFT_OPEN_IN_SERVICES: readonly LeftOpen[] = [
  {
    service: "s3",
    actions: ["CreateJob", "CreateStorageLensGroup", "PutStorageLensConfiguration"],
    reason: "creates something new",
    why: "a job of S3 Batch Operations acts with a role, which is denied what it is denied; lenses look",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html",
  },
  {
    service: "s3",
    actions: ["PutAccessPointPublicAccessBlock", "PutAccountPublicAccessBlock"],
    reason: "harmless",
    why: "each log bucket blocks public access by itself",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  },
  {
    service: "kms",
    actions: ["ConnectCustomKeyStore", "CreateCustomKeyStore", "CreateKey", "GenerateRandom"],
    reason: "creates something new",
    why: "it makes a key or a store, connects it, or gives a number",
  },
  {
    service: "sns",
    // prettier-ignore
    actions: [
      "CreatePlatformApplication", "CreatePlatformEndpoint", "CreateSMSSandboxPhoneNumber", "DeleteEndpoint",
      "DeletePlatformApplication", "DeleteSMSSandboxPhoneNumber", "OptInPhoneNumber", "SetEndpointAttributes",
      "SetPlatformApplicationAttributes", "SetSMSAttributes", "VerifySMSSandboxPhoneNumber",
    ],
    reason: "harmless",
    why: "it is about text messages and mobile apps, which no alert goes to",
  },
  {
    service: "logs",
    actions: ["CreateLogDelivery", "DeleteLogDelivery", "UpdateLogDelivery"],
    reason: "harmless",
    why: "AWS asks for it besides the call of the service whose logs they are: flow logs are guarded by theirs",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html",
  },
  {
    service: "logs",
    actions: ["DeleteResourcePolicy", "PutResourcePolicy"],
    reason: "harmless",
    why: "what writes to the landing zone's log groups does so with roles, and needs no resource policy",
  },
  {
    service: "logs",
    // prettier-ignore
    actions: [
      "AssociateSourceToS3TableIntegration", "CallWithBearerToken", "CancelExportTask", "CancelImportTask",
      "CreateImportTask", "DeleteIndexPolicy", "DeleteIntegration", "DeleteQueryDefinition",
      "DisassociateSourceFromS3TableIntegration", "Link", "PutIndexPolicy", "PutIntegration", "PutQueryDefinition",
    ],
    reason: "harmless",
    why: "queries, indexes and copies; the events stay as they are",
  },
  {
    service: "cloudwatch",
    // prettier-ignore
    actions: [
      "CallWithBearerToken", "CreateAlert", "CreateDomain", "CreateDomainAccessGrantForOrganization",
      "CreateDomainForOrganization", "CreateIngestionEndpoint", "CreateIntegration", "CreateOmniDashboard",
      "CreateOmniThread", "CreateOneTimeDeepLinkCode", "CreateServiceLevelObjective", "CreateSpace", "CreateView",
      "CreateAccessGrant", "CreateAccessProfile", "AssumeAccessProfile", "DeleteOmniThread", "EnableTopologyDiscovery",
      "InvokeIntegration", "Link", "PutIntelligenceConfiguration", "QueryTraces", "SearchPrincipals",
      "StartOTelEnrichment", "StartOmniThreadSession", "StartTelemetryQuery", "StartTelemetryQuerySession",
      "StopOTelEnrichment", "StopTelemetryQuery", "StopTelemetryQuerySession", "SubmitFeedback", "UpdateOmniThread",
      "UpdatePreferences",
    ],
    reason: "creates something new",
    why: "views, spaces, grants and queries beside alarms and dashboards, which it neither changes nor mutes",
  },
  {
    service: "cloudwatch",
    actions: ["DeleteAnomalyDetector", "PutAnomalyDetector", "PutManagedInsightRules"],
    reason: "harmless",
    why: "no alarm of the landing zone looks at a band or a rule of insights",
  },
  {
    service: "events",
    actions: ["PutPartnerEvents"],
    reason: "harmless",
    why: "only partners of AWS can, on buses of partners",
  },
  {
    service: "cloudtrail",
    actions: ["DeregisterOrganizationDelegatedAdmin", "RegisterOrganizationDelegatedAdmin"],
    reason: "no denial possible",
    why: "the alarm trailSelectorChanges and the rule trailTampering tell of it",
    page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
  },
  {
    service: "cloudtrail",
    actions: ["StartImport", "StopImport"],
    reason: "harmless",
    why: "it copies files into CloudTrail Lake",
  },
  {
    service: "config",
    // prettier-ignore
    actions: [
      "DeletePendingAggregationRequest", "DeleteRemediationExceptions", "PutEvaluations",
      "PutRemediationExceptions", "StartRemediationExecution", "StartResourceEvaluation",
    ],
    reason: "harmless",
    why: "it judges or mends resources; what is recorded stays, and accounts' own rules need it",
  },
  {
    service: "config",
    actions: ["DeleteResourceConfig", "PutResourceConfig", "PutServiceLinkedConfigurationRecorder"],
    reason: "creates something new",
    why: "it is about resources that accounts report themselves, and recorders of other services",
  },
  {
    service: "iam",
    // prettier-ignore
    actions: [
      "CreateAccountAlias", "DeleteAccountAlias", "DeleteCloudFrontPublicKey", "DisableOutboundWebIdentityFederation",
      "EnableOutboundWebIdentityFederation", "PutAccountProperties", "SetSTSRegionalEndpointStatus",
      "SetSecurityTokenServicePreferences", "UpdateAccountEmailAddress", "UpdateAccountName", "UpdateCloudFrontPublicKey",
      "UploadCloudFrontPublicKey",
    ],
    reason: "harmless",
    why: "it is about an account's own names, tokens and keys of CloudFront",
  },
  {
    service: "iam",
    actions: ["DeleteAccountPasswordPolicy", "UpdateAccountPasswordPolicy"],
    reason: "harmless",
    why: "no password opens a role that reads or guards logs without a second factor; a deployment sets it again",
  },
  {
    service: "iam",
    // prettier-ignore
    actions: [
      "DisableOrganizationsRootCredentialsManagement", "DisableOrganizationsRootSessions",
      "EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions",
    ],
    reason: "no denial possible",
    why: "the alarm accessChanges and the rule accessTampering tell of it",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html",
  },
  {
    service: "lambda",
    actions: [
      "ConnectMicrovm",
      "CreateCodeSigningConfig",
      "CreateEventSourceMapping",
      "CreateMicrovmImage",
      "PassNetworkConnector",
    ],
    reason: "creates something new",
    why: "a function that is given a queue needs a role that may receive from it",
    page: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
  },
  {
    service: "dynamodb",
    actions: ["InjectError"],
    reason: "harmless",
    why: "experiments are on global tables, and the landing zone's table is none",
    page: "https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html",
  },
  {
    service: "dynamodb",
    actions: ["PurchaseReservedCapacityOfferings", "UpdateAbacStatus"],
    reason: "harmless",
    why: "it is about prices and about tags in policies; the guardrails deny by the table's name",
  },
];
