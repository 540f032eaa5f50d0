import { LONGEST_BUCKET_NAME, RESERVED_BEGINNINGS, RESERVED_ENDS } from "./bucket-names";

/** What a text that AWS takes has to look like. The configuration and the modules refuse others by the same table. */
export interface Format {
  /** What the whole text must match. */
  readonly pattern: RegExp;
  /** It, in the words of messages. */
  readonly form: string;
  readonly example: string;
}

/** Letters, digits and hyphens between dots, two parts at least; AWS takes no other domains. */
export const DOMAIN = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+";
/** Form of a bucket's name, whichever it begins and ends with. */
const BUCKET_NAME = `(?!.*\\.\\.)(?![0-9]+(\\.[0-9]+){3}$)[a-z0-9][a-z0-9.-]{1,${LONGEST_BUCKET_NAME - 2}}[a-z0-9]$`;
const escaped = (texts: readonly string[]): string => texts.map((text) => text.replaceAll(".", "\\.")).join("|");
/** An ARN, whose partition, region and account have the form that hashicorp/aws wants. */
const arnOf = (service: string, region: "any" | "none", resource: string): RegExp =>
  new RegExp(
    `^arn:aws(-[a-z]+)*:${service}:${region === "any" ? "[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}" : ""}:[0-9]{12}:${resource}$`,
  );

export const FORMATS = {
  /** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
  accountId: {
    pattern: /^[0-9]{12}$/,
    form: 'twelve digits in quotes, such as "012345678901"',
    example: "012345678901",
  },
  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
  organizationId: {
    pattern: /^o-[a-z0-9]{10,32}$/,
    form: 'an organization id such as "o-exampleorgid"',
    example: "o-exampleorgid",
  },
  region: { pattern: /^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$/, form: "the name of a region", example: "eu-west-1" },
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  bucketName: {
    pattern: new RegExp(`^(?!${escaped(RESERVED_BEGINNINGS)})(?!.*(${escaped(RESERVED_ENDS)})$)${BUCKET_NAME}`),
    form:
      "the name of an S3 bucket: 3 to 63 lower-case letters, digits, hyphens and single dots, no IP address, and not " +
      "beginning or ending as S3 keeps for itself",
    example: "example-org-logs",
  },
  /** The same without what S3 keeps for itself, which the configuration reports by itself. */
  writtenBucketName: {
    pattern: new RegExp(`^${BUCKET_NAME}`),
    form: "the name of an S3 bucket: 3 to 63 lower-case letters, digits, hyphens and single dots, and no IP address",
    example: "example-org-terraform-state",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
  roleName: {
    pattern: /^[A-Za-z0-9_+=,.@-]{1,64}$/,
    form: "the name of an IAM role, not its ARN: 1 to 64 letters, digits and _+=,.@-",
    example: "OrganizationAccountAccessRole",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
  iamPolicyName: {
    pattern: /^[A-Za-z0-9_+=,.@-]{1,128}$/,
    form: "the name of an IAM policy, not its ARN: 1 to 128 letters, digits and _+=,.@-",
    example: "auditor",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
  iamAction: {
    pattern: /^[a-z0-9-]+:[A-Za-z0-9*?]+$/,
    form: "an action such as ec2:CreateFlowLogs",
    example: "ec2:CreateFlowLogs",
  },
  /** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AttachManagedPolicyToPermissionSet.html */
  awsPolicyArn: {
    pattern: /^arn:aws(-[a-z]+)*:iam::aws:policy\/[A-Za-z0-9_+=,.@/-]+$/,
    form: "the ARN of one of AWS's own policies, arn:aws:iam::aws:policy/...",
    example: "arn:aws:iam::aws:policy/SecurityAudit",
  },
  iamPolicyArn: {
    pattern: /^arn:aws(-[a-z]+)*:iam::(aws|[0-9]{12}):policy\/[A-Za-z0-9_+=,.@/-]+$/,
    form: "the ARN of an IAM policy",
    example: "arn:aws:iam::aws:policy/SecurityAudit",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
  groupName: {
    pattern: /^[A-Za-z0-9_+=,.@-]{1,128}$/,
    form: "the name of an IAM group: 1 to 128 letters, digits and _+=,.@-",
    example: "auditors",
  },
  /** With room for the end of its policy's name. */
  functionGroupName: {
    pattern: /^[A-Za-z0-9_+=,.@-]{1,120}$/,
    form: "the name of an IAM group: 1 to 120 letters, digits and _+=,.@-",
    example: "auditors",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
  userName: {
    pattern: /^[A-Za-z0-9_+=,.@-]{1,64}$/,
    form: "the name of an IAM user: 1 to 64 letters, digits and _+=,.@-",
    example: "alice",
  },
  /** Of users that break the glass: users by name, or all of an account. */
  userOrRootArn: {
    pattern: arnOf("iam", "none", "(root|user/[A-Za-z0-9_+=,.@/-]+)"),
    form: "the ARN of an IAM user, or of the root of an account",
    example: "arn:aws:iam::111111111111:user/emergency",
  },
  /** Of a role, which may be in another account and need not be known whole. */
  rolePattern: {
    pattern: /^arn:aws(-[a-z]+)*:iam::([0-9]{12}|\*):role\/[A-Za-z0-9_+=,.@/*?-]+$/,
    form: "the ARN of an IAM role, or a pattern of it with * and ?",
    example: "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Auditors_*",
  },
  /** The same of one account: IAM knows no principals of all accounts. */
  rolePatternOfAccount: {
    pattern: /^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\/[A-Za-z0-9_+=,.@/*?-]+$/,
    form: "the ARN of an IAM role, or a pattern of it with * and ? after its account",
    example: "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Emergency_*",
  },
  /** The root of an account, for its roles, or one role. */
  accountOrRoleArn: {
    pattern: arnOf("iam", "none", "(root|role/[A-Za-z0-9_+=,.@/-]+)"),
    form: "the ARN of the root of an account, or of an IAM role",
    example: "arn:aws:iam::111111111111:root",
  },
  /** IAM's description of a role or a policy. */
  iamDescription: {
    pattern: /^[\t\n\r\x20-\x7E\xA1-\xFF]{0,1000}$/,
    form: "at most 1,000 characters of Latin-1",
    example: "Reads what was logged",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
  samlProviderName: {
    pattern: /^[A-Za-z0-9._-]{1,128}$/,
    form: "the name of a SAML provider: 1 to 128 letters, digits and ._-",
    example: "corporate",
  },
  samlProviderArn: {
    pattern: arnOf("iam", "none", "saml-provider/[A-Za-z0-9._-]{1,128}"),
    form: "the ARN of a SAML provider",
    example: "arn:aws:iam::111111111111:saml-provider/corporate",
  },
  samlSubject: { pattern: /^[^]+$/, form: "the subject of an assertion, not an empty text", example: "alice" },
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
  oidcUrl: {
    pattern: new RegExp(`^(?=.{1,255}$)https://${DOMAIN}(/[A-Za-z0-9._~-]+)*$`),
    form: "https://, a host without port, and a path without / at its end and without query, of at most 255 characters",
    example: "https://token.actions.githubusercontent.com",
  },
  oidcAudience: { pattern: /^\S{1,255}$/, form: "1 to 255 characters without blanks", example: "sts.amazonaws.com" },
  cidr: {
    pattern:
      /^([0-9]{1,3}(\.[0-9]{1,3}){3}\/([0-9]|[12][0-9]|3[0-2])|[0-9a-fA-F:]+\/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))$/,
    form: "a block of addresses in CIDR notation",
    example: "203.0.113.0/24",
  },
  /** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
  permissionSetName: {
    pattern: /^[A-Za-z0-9_+=,.@-]{1,32}$/,
    form: "the name of a permission set: 1 to 32 letters, digits and _+=,.@-",
    example: "Auditors",
  },
  permissionSetDescription: {
    pattern: /^[\t\n\r\x20-\x7E\xA1-\xFF]{1,700}$/,
    form: "1 to 700 characters of Latin-1",
    example: "Reads what was logged",
  },
  identityCenterArn: {
    pattern: /^arn:aws(-[a-z]+)*:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/,
    form: "the ARN of an instance of IAM Identity Center",
    example: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
  },
  /** @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_Group.html */
  identityStoreGroupId: {
    pattern: /^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/,
    form: "the id of a group of the identity store",
    example: "90670c2a14-1234abcd-12ab-34cd-56ef-1234567890ab",
  },
  roleArn: {
    pattern: arnOf("iam", "none", "role/[A-Za-z0-9_+=,.@/-]+"),
    form: "the ARN of an IAM role",
    example: "arn:aws:iam::111111111111:role/break-glass",
  },
  /** @see https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html */
  chatConfigurationName: {
    pattern: /^[A-Za-z0-9_-]{1,128}$/,
    form: "1 to 128 letters, digits, - and _",
    example: "security-alerts",
  },
  slackWorkspaceId: {
    pattern: /^[TE][0-9A-Z]{1,254}$/,
    form: "the id of a Slack workspace, T, or E of an enterprise, and capital letters and digits",
    example: "T07EXAMPLE",
  },
  slackChannelId: {
    pattern: /^[CDG][0-9A-Z]{1,254}$/,
    form: "the id of a Slack channel, C and capital letters and digits",
    example: "C07EXAMPLE",
  },
  uuid: {
    pattern: /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    form: "a UUID",
    example: "0f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11",
  },
  /**
   * As in the link of the channel: AWS refuses it with `:` and `@`.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/APIReference/API_TeamsChannelConfiguration.html
   */
  teamsChannelId: {
    pattern: /^(?=.{1,255}$)19%3[Aa][A-Za-z0-9_=+/.,-]*%40[A-Za-z0-9_=+/.,-]*$/,
    form: "the id of a Microsoft Teams channel as in its link, 19%3a...%40thread.tacv2",
    example: "19%3aexample%40thread.tacv2",
  },
  bucketArn: {
    pattern: /^arn:aws(-[a-z]+)*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    form: "the ARN of a bucket",
    example: "arn:aws:s3:::example-org-logs",
  },
  accountRootArn: {
    pattern: arnOf("iam", "none", "root"),
    form: "the ARN of the root of an account, arn:aws:iam::<account>:root",
    example: "arn:aws:iam::111111111111:root",
  },
  /** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
  agentParameterName: {
    pattern: /^AmazonCloudWatch-[A-Za-z0-9_.-]{1,1000}$/,
    form: "AmazonCloudWatch- and letters, digits and _.-: hosts may read no other",
    example: "AmazonCloudWatch-linux",
  },
  parameterArn: {
    pattern: arnOf("ssm", "any", "parameter/[A-Za-z0-9_./-]+"),
    form: "the ARN of a parameter of Systems Manager",
    example: "arn:aws:ssm:eu-west-1:111111111111:parameter/AmazonCloudWatch-linux",
  },
  /** Without slashes at its ends. */
  objectPrefix: {
    pattern: /^[^/](.{0,1022}[^/])?$/,
    form: "1 to 1,024 characters without / at the ends",
    example: "111111111111",
  },
  /** @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html */
  analyzerName: {
    pattern: /^[A-Za-z][A-Za-z0-9_.-]{0,254}$/,
    form: "the name of an analyzer: 1 to 255 letters, digits and _.-, the first a letter",
    example: "organization",
  },
  /** A key, not an alias: services store the key and would show another one than was given. */
  keyArn: {
    pattern: arnOf("kms", "any", "key/[A-Za-z0-9-]+"),
    form: "the ARN of a KMS key, not of an alias",
    example: "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-86ef-1234567890ab",
  },
  /** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
  keyAlias: {
    pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
    form: "alias/ and 1 to 250 letters, digits and /_-, not beginning with alias/aws/",
    example: "alias/example-logs",
  },
  servicePrincipal: {
    pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/,
    form: "the principal of an AWS service, such as config.amazonaws.com",
    example: "config.amazonaws.com",
  },
  /** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html */
  keyStoreName: { pattern: /^[^]{1,256}$/, form: "1 to 256 characters", example: "logs" },
  clusterId: {
    pattern: /^cluster-[2-7a-zA-Z]{11,16}$/,
    form: "the id of a CloudHSM cluster",
    example: "cluster-abcdefghijk",
  },
  certificate: {
    pattern: /^(?=[^]{1,5000}$)\s*-----BEGIN CERTIFICATE-----[^]*$/,
    form: "a certificate in PEM, which begins with -----BEGIN CERTIFICATE-----, of at most 5,000 characters",
    example: "-----BEGIN CERTIFICATE-----",
  },
  /** @see https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keystore.html */
  xksEndpoint: {
    pattern:
      /^(?=.{10,128}$)https:\/\/[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$/,
    form: "https:// and the name of a host, without a path, of at most 128 characters",
    example: "https://xks.example.com",
  },
  xksPath: {
    pattern: /^(?=.{1,128}$)\/([A-Za-z0-9_-]+\/)*kms\/xks\/v1$/,
    form: "a path that ends with /kms/xks/v1, of at most 128 characters",
    example: "/example-org/kms/xks/v1",
  },
  /** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
  xksKeyId: {
    pattern: /^[A-Za-z0-9_.-]{1,128}$/,
    form: "the id of a key in an external key manager: 1 to 128 letters, digits and _.-",
    example: "example-org-logs",
  },
  xksEndpointService: {
    pattern: /^(?=.{20,64}$)(com|eu)\.amazonaws\.vpce\.([a-z]+-){2,3}[0-9]+\.vpce-svc-[0-9a-z]+$/,
    form: "the name of a VPC endpoint service, of at most 64 characters",
    example: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
  },
  topicArn: {
    pattern: arnOf("sns", "any", "[A-Za-z0-9_-]{1,256}"),
    form: "the ARN of an SNS topic, not of a FIFO topic",
    example: "arn:aws:sns:eu-west-1:111111111111:alerts",
  },
  /** @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
  topicName: {
    pattern: /^[A-Za-z0-9_-]{1,256}$/,
    form: "the name of an SNS topic: 1 to 256 letters, digits, - and _",
    example: "security-alerts",
  },
  queueArn: {
    pattern: arnOf("sqs", "any", "[A-Za-z0-9_-]{1,80}"),
    form: "the ARN of an SQS queue",
    example: "arn:aws:sqs:eu-west-1:111111111111:dead-letters",
  },
  /** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
  queueName: {
    pattern: /^[A-Za-z0-9_-]{1,80}$/,
    form: "the name of an SQS queue: 1 to 80 letters, digits, - and _",
    example: "dead-letters",
  },
  /**
   * A local part of 64 and a whole of 254 characters at most, without quotes, comments and what is not ASCII.
   *
   * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
   */
  email: {
    pattern: new RegExp(`^(?=.{3,254}$)(?!\\.)[A-Za-z0-9!#$%&'*+/=?^_\`{|}~.-]{1,64}@${DOMAIN}$`),
    form: "an e-mail address in ASCII, such as security@example.com",
    example: "security@example.com",
  },
  httpsUrl: {
    pattern: /^https:\/\/[^\s/]+\S*$/,
    form: "a URL that begins with https://",
    example: "https://example.com/alerts",
  },
  /** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
  functionName: {
    pattern: /^[A-Za-z0-9_-]{1,64}$/,
    form: "the name of a Lambda function: 1 to 64 letters, digits, - and _",
    example: "log-validator",
  },
  /** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
  tableName: {
    pattern: /^[A-Za-z0-9_.-]{3,255}$/,
    form: "the name of a DynamoDB table: 3 to 255 letters, digits and _.-",
    example: "log-validator",
  },
  /** What a rule of AWS Config runs, and what its permission is on: not a version, and not an alias. */
  unqualifiedFunctionArn: {
    pattern: arnOf("lambda", "any", "function:[A-Za-z0-9_-]{1,64}"),
    form: "the ARN of a Lambda function, without a version or an alias",
    example: "arn:aws:lambda:eu-west-1:111111111111:function:owner",
  },
  functionArn: {
    pattern: arnOf("lambda", "any", "function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9$_-]{1,128})?"),
    form: "the ARN of a Lambda function",
    example: "arn:aws:lambda:eu-west-1:111111111111:function:alerts",
  },
  busArn: {
    pattern: arnOf("events", "any", "event-bus/[A-Za-z0-9._-]{1,256}"),
    form: "the ARN of an event bus",
    example: "arn:aws:events:eu-west-1:111111111111:event-bus/security",
  },
  /** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
  busName: {
    pattern: /^(?!default$)[A-Za-z0-9._-]{1,256}$/,
    form: "the name of an event bus, not default: 1 to 256 letters, digits and ._-",
    example: "security",
  },
  /** The default bus as well. */
  anyBusName: {
    pattern: /^[A-Za-z0-9._-]{1,256}$/,
    form: "the name of an event bus: 1 to 256 letters, digits and ._-",
    example: "default",
  },
  /** Those that begin with aws. are AWS's. */
  eventSource: {
    pattern: /^(?!aws\.)[A-Za-z0-9._-]{1,256}$/,
    form: "the source of events: 1 to 256 letters, digits and ._-, not beginning with aws.",
    example: "example.log-validation",
  },
  ruleDescription: { pattern: /^[^]{0,512}$/, form: "at most 512 characters", example: "A trail was stopped" },
  /** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
  eventRuleName: {
    pattern: /^[A-Za-z0-9._-]{1,64}$/,
    form: "the name of a rule: 1 to 64 letters, digits and ._-",
    example: "root-sign-in",
  },
  /** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
  archiveName: {
    pattern: /^[A-Za-z0-9._-]{1,48}$/,
    form: "the name of an archive: 1 to 48 letters, digits and ._-",
    example: "security-events",
  },
  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
  trailName: {
    pattern: /^(?=.{3,128}$)(?![0-9]+(\.[0-9]+){3}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
    form: "the name of a trail: 3 to 128 letters, digits and single ._-, letters or digits at both ends",
    example: "organization",
  },
  /** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
  logGroupName: {
    pattern: /^(?!aws\/)[A-Za-z0-9_/.#-]{1,512}$/,
    form: "the name of a log group: 1 to 512 letters, digits and _/.#-, not beginning with aws/",
    example: "/aws/cloudtrail/organization",
  },
  /** Of a log group's name, without a slash at its end and with room for more. */
  logGroupPrefix: {
    pattern: /^(?!aws\/)[A-Za-z0-9_/.#-]{0,499}[A-Za-z0-9_.#-]$/,
    form: "the beginning of a log group's name: 1 to 500 letters, digits and _/.#-, without / at its end",
    example: "/example-org/hosts",
  },
  logGroupArn: {
    pattern: arnOf("logs", "any", "log-group:[A-Za-z0-9_/.#-]{1,512}"),
    form: "the ARN of a log group, without :* at its end",
    example: "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/cloudtrail/organization",
  },
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
  alarmName: { pattern: /^[^\p{Cc}]{1,255}$/u, form: "1 to 255 characters", example: "root-sign-in" },
  alarmDescription: {
    pattern: /^[^]{0,1024}$/,
    form: "at most 1,024 characters",
    example: "Somebody signed in as root.",
  },
  /** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
  metricNamespace: {
    pattern: /^(?!AWS\/)[^:*$]{1,255}$/,
    form: "the namespace of a metric: 1 to 255 characters but : * $, not beginning with AWS/",
    example: "Security",
  },
  /** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
  filterPattern: {
    pattern: /^[^]{0,1024}$/,
    form: "a filter pattern of at most 1,024 characters",
    example: "{ $.a = 1 }",
  },
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
  dashboardName: {
    pattern: /^[A-Za-z0-9_-]{1,255}$/,
    form: "the name of a dashboard: 1 to 255 letters, digits, - and _",
    example: "security",
  },
  /** @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
  configRuleName: { pattern: /^\S(.{0,126}\S)?$/, form: "1 to 128 characters", example: "root-has-mfa" },
  /** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html */
  organizationRuleName: {
    pattern: /^[A-Za-z0-9_-]{1,64}$/,
    form: "the name of a rule of an organization: 1 to 64 letters, digits, - and _",
    example: "root-has-mfa",
  },
  configRuleDescription: { pattern: /^[^]{0,256}$/, form: "at most 256 characters", example: "Root has no MFA" },
  configRuleIdentifier: {
    pattern: /^[A-Z][A-Z0-9_]{0,255}$/,
    form: "the identifier of an AWS managed rule, in capital letters and _",
    example: "ROOT_ACCOUNT_MFA_ENABLED",
  },
  /** A Guard policy of a rule. */
  guardPolicy: {
    pattern: /^[^]{1,10000}$/,
    form: "a Guard policy of 1 to 10,000 characters",
    example: "rule a { b exists }",
  },
  /** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
  conformancePackName: {
    pattern: /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
    form: "the name of a conformance pack: 1 to 128 letters, digits and -, the first a letter",
    example: "cis",
  },
  /** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationAggregator.html */
  aggregatorName: {
    pattern: /^[A-Za-z0-9_-]{1,256}$/,
    form: "the name of an aggregator: 1 to 256 letters, digits, - and _",
    example: "organization",
  },
  cisScanName: { pattern: /^[^]{1,128}$/, form: "1 to 128 characters", example: "production" },
  /** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_Time.html */
  cisTimeOfDay: { pattern: /^([01]?[0-9]|2[0-3]):[0-5][0-9]$/, form: "hours and minutes", example: "03:00" },
  cisTimeZone: { pattern: /^.{1,50}$/, form: "a time zone of 1 to 50 characters", example: "UTC" },
  /** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_MapFilter.html */
  inspectorTagKey: { pattern: /^[^]{1,128}$/, form: "1 to 128 characters", example: "Environment" },
  inspectorTagValue: { pattern: /^[^]{0,256}$/, form: "at most 256 characters", example: "test" },
  /** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_CreateFilter.html */
  inspectorFilterName: { pattern: /^[^]{1,128}$/, form: "1 to 128 characters", example: "log4j-in-batch" },
  inspectorFilterReason: {
    pattern: /^[^]{1,512}$/,
    form: "1 to 512 characters",
    example: "Not reachable from outside (until 2027-01-31)",
  },
  /** Not `*` alone, which would be an empty beginning. */
  inspectorCriterion: {
    pattern: /^(?!\*$).{1,1024}$/,
    form: "1 to 1,024 characters, a * at the end stands for any more",
    example: "CVE-2024-12345",
  },
  /** CloudFormation's name of a kind of resource. */
  resourceType: {
    pattern: /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/,
    form: "a type of resource as CloudFormation writes it, such as AWS::EC2::Instance",
    example: "AWS::EC2::NetworkInterface",
  },
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
  flowLogField: { pattern: /^[a-z0-9-]+$/, form: "a field such as srcaddr", example: "srcaddr" },
  flowLogPrefix: {
    pattern: /^(?!AWSLogs(\/|$))[^/]+(\/[^/]+)*$/,
    form: "a folder without slashes at its ends, not called AWSLogs",
    example: "flow-logs",
  },
  vpcId: { pattern: /^vpc-[0-9a-f]{8,17}$/, form: "the id of a VPC", example: "vpc-0123456789abcdef0" },
  subnetId: { pattern: /^subnet-[0-9a-f]{8,17}$/, form: "the id of a subnet", example: "subnet-0123456789abcdef0" },
  availabilityZone: {
    pattern: /^[a-z]{2,4}(-[a-z0-9]+)+-[0-9]{1,2}[a-z]$/,
    form: "an Availability Zone",
    example: "eu-west-1a",
  },
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
  hsmNetwork: {
    pattern:
      /^(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}\/(1[6-9]|2[0-4])$/,
    form: "a block of IPv4 addresses of /16 to /24, such as 10.111.0.0/24",
    example: "10.120.0.0/24",
  },
  networkInterfaceId: {
    pattern: /^eni-[0-9a-f]{8,17}$/,
    form: "the id of a network interface",
    example: "eni-0123456789abcdef0",
  },
  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html */
  organizationPolicyName: { pattern: /^[^]{1,128}$/, form: "1 to 128 characters", example: "guardrails" },
  organizationPolicyDescription: { pattern: /^[^]{0,512}$/, form: "at most 512 characters", example: "Keeps the logs" },
  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
  policyTarget: {
    pattern: /^(r-[0-9a-z]{4,32}|[0-9]{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
    form: "the id of a root, an organizational unit or an account",
    example: "r-ab12",
  },
  /** @see https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html */
  contactName: { pattern: /^\S.{0,62}\S$/, form: "2 to 64 characters", example: "Security team" },
  contactTitle: { pattern: /^\S.{0,48}\S$/, form: "2 to 50 characters", example: "Security officer" },
  contactEmail: {
    pattern: /^(?=.{1,254}$)[A-Za-z0-9_+=.#!&-]+@[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.[A-Za-z0-9_]+$/,
    form: "an e-mail address in ASCII, of letters, digits and _+=.#!&- before the @",
    example: "security@example.com",
  },
  contactPhone: {
    pattern: /^[+0-9][0-9 ()-]{3,24}$/,
    form: "a telephone number, such as +49 30 1234567",
    example: "+49 30 1234567",
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
