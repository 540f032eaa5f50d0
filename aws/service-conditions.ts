/** What an AWS service sends with a call that it makes as itself, as far as AWS publishes it. */
export interface ServiceCall {
  /** Service principal; `<region>` stands for any Region. */
  readonly service: string;
  /** Actions as policies of AWS's own pages spell them, which is with or without a `*`. */
  readonly actions: readonly string[];
  /** Condition keys that the page shows in a policy for these actions, or says that the service sends. */
  readonly keys: readonly string[];
  /** The page of AWS that says so. */
  readonly page: string;
  /**
   * Day on which the page was looked up, ISO 8601.
   * @default - it was not since this table was begun: the row says what was built upon it before
   */
  readonly read?: string;
}

const READ = "2026-11-30";
/** Pages that were looked up on that day. */
const LOOKED_UP: ReadonlySet<string> = new Set([
  "awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
]);
const DOCS = "https://docs.aws.amazon.com";
const ACL = "s3:x-amz-acl";
const ARN = "aws:SourceArn";
const ACCOUNT = "aws:SourceAccount";
/** SNS and SQS set these, whichever service publishes or sends: they are no keys of the service. */
const OF_TOPIC = "kms:EncryptionContext:aws:sns:topicArn";
const OF_QUEUE = "kms:EncryptionContext:aws:sqs:arn";
const SNS_KEYS = `${DOCS}/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services`;
const SQS_KEYS = `${DOCS}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html#compatibility-with-aws-services`;
const CONFUSED_DEPUTY = "cross-service-confused-deputy-prevention.html";

/**
 * The conditions that a policy may hold AWS services to: a condition that a service never meets fails silently, and logs are lost.
 * A statement that allows a service something has to be within one of these. The one place that says so.
 *
 * The organization of the source (`aws:SourceOrgID`) comes with its account wherever that does, see `documentedKeys`.
 */
export const SERVICE_CALLS: readonly ServiceCall[] = [
  ...calls("cloudtrail.amazonaws.com", [
    [["s3:GetBucketAcl"], [ARN], "awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"],
    [["s3:PutObject"], [ARN, ACL], "awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"],
    [
      ["kms:GenerateDataKey*"],
      [ARN, "kms:EncryptionContext:aws:cloudtrail:arn"],
      "awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
    ],
    [
      ["kms:Decrypt", "kms:DescribeKey"],
      [ARN],
      "awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
    ],
    [["sns:Publish"], [ARN], "awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html"],
    // It does not send any when it writes to CloudWatch Logs.
    [["sts:AssumeRole"], [], "awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html"],
  ]),
  ...calls("config.amazonaws.com", [
    [["s3:GetBucketAcl", "s3:ListBucket"], [ACCOUNT], "config/latest/developerguide/s3-bucket-policy.html"],
    [["s3:PutObject"], [ACCOUNT, ACL], "config/latest/developerguide/s3-bucket-policy.html"],
    [["kms:Decrypt", "kms:GenerateDataKey"], [ACCOUNT], "config/latest/developerguide/s3-kms-key-policy.html"],
    [["sns:Publish"], [ACCOUNT], "config/latest/developerguide/sns-topic-policy.html"],
    [["sts:AssumeRole"], [], "config/latest/developerguide/iamrole-permissions.html"],
  ]),
  ...calls("delivery.logs.amazonaws.com", [
    [["s3:GetBucketAcl", "s3:ListBucket"], [ACCOUNT, ARN], "vpc/latest/userguide/flow-logs-s3-permissions.html"],
    [["s3:PutObject"], [ACCOUNT, ARN, ACL], "vpc/latest/userguide/flow-logs-s3-permissions.html"],
  ]),
  ...calls("logging.s3.amazonaws.com", [
    // No ACL: S3 gives none to the access logs that it writes.
    [["s3:PutObject"], [ACCOUNT, ARN], "AmazonS3/latest/userguide/enable-server-access-logging.html"],
  ]),
  ...calls("cloudwatch.amazonaws.com", [
    [["sns:Publish"], [ACCOUNT, ARN], "AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html"],
  ]),
  ...calls("events.amazonaws.com", [
    // AWS supports no conditions in topic policies for EventBridge.
    [["sns:Publish"], [], "eventbridge/latest/userguide/eb-use-resource-based.html"],
    [["sqs:SendMessage"], [ARN], "eventbridge/latest/userguide/eb-rule-dlq.html"],
    [["sts:AssumeRole"], [ACCOUNT, ARN], `eventbridge/latest/userguide/${CONFUSED_DEPUTY}`],
  ]),
  ...["cloudtrail", "cloudwatch", "config", "events"].map((service): ServiceCall => ({
    service: `${service}.amazonaws.com`,
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    keys: [OF_TOPIC],
    page: SNS_KEYS,
  })),
  ...["events", "sns"].map((service): ServiceCall => ({
    service: `${service}.amazonaws.com`,
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    keys: [OF_QUEUE],
    page: SQS_KEYS,
  })),
  ...calls("sns.amazonaws.com", [[["sqs:SendMessage"], [ARN], "sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html"]]),
  ...calls("logs.<region>.amazonaws.com", [
    [
      ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      ["kms:EncryptionContext:aws:logs:arn"],
      "AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    ],
  ]),
  ...calls("ssm.amazonaws.com", [
    [["sts:AssumeRole"], [ACCOUNT, ARN], "systems-manager/latest/userguide/automation-setup-iam.html"],
  ]),
  ...calls("vpc-flow-logs.amazonaws.com", [
    [["sts:AssumeRole"], [ACCOUNT, ARN], "vpc/latest/userguide/flow-logs-iam-role.html"],
  ]),
  // Nothing published says that these send any.
  ...calls("chatbot.amazonaws.com", [
    [["sts:AssumeRole"], [], "chatbot/latest/adminguide/understanding-permissions.html"],
  ]),
  ...calls("firehose.amazonaws.com", [[["sts:AssumeRole"], [], "firehose/latest/dev/controlling-access.html"]]),
  ...calls("lambda.amazonaws.com", [[["sts:AssumeRole"], [], "lambda/latest/dg/lambda-intro-execution-role.html"]]),
  ...calls("s3.amazonaws.com", [
    [["sts:AssumeRole"], [], "AmazonS3/latest/userguide/setting-repl-config-perm-overview.html"],
  ]),
];

function calls(
  service: string,
  rows: readonly (readonly [actions: readonly string[], keys: readonly string[], page: string])[],
): ServiceCall[] {
  return rows.map(([actions, keys, page]) => ({
    service,
    actions,
    keys,
    page: `${DOCS}/${page}`,
    ...(LOOKED_UP.has(page) ? { read: READ } : {}),
  }));
}

/**
 * The keys that a condition on a call may have. A service that names the account that it acts for has that account's organization
 * put into the request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 */
export function documentedKeys({ keys }: ServiceCall): readonly string[] {
  return keys.includes(ACCOUNT) ? [...keys, "aws:SourceOrgID"] : keys;
}

/** Calls that a service principal makes with an action, spelled as in a policy: none where AWS documents none. */
export function callsOf(service: string, action: string): ServiceCall[] {
  const named = service.replace(/^logs\.[a-z0-9-]+\./, "logs.<region>.");
  return SERVICE_CALLS.filter((call) => call.service === named && call.actions.includes(action));
}
