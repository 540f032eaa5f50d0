// Wrong props of the public modules are refused when they are synthesized, by the prop's name; or a reason says why nobody knows.
import { TerraformStack, Testing } from "cdktf";
import { cisAlarms, guardrailStatements } from "../../catalogs";
import { awsEnvironment } from "../../modules";
import { OrganizationAnalyzer } from "../../modules/accessanalyzer";
import { AccountDefaults, SecurityContact } from "../../modules/account";
import { ChatChannel, ChatRole } from "../../modules/chat";
import { HsmCluster, HsmNetwork } from "../../modules/cloudhsm";
import { Trail, TrailLogGroup } from "../../modules/cloudtrail";
import { AlarmDashboard, CloudWatchAccessPolicies, LogAlarm, LogAlarms, MetricAlarm } from "../../modules/cloudwatch";
import {
  AccountRule,
  AccountRules,
  AggregateAuthorization,
  ConfigAccessPolicies,
  ConfigRecorder,
  ConfigRecorderRole,
  ExternalAggregator,
  MfaDeleteRule,
  OrganizationAggregator,
  OrganizationConformancePack,
  OrganizationFunctionRule,
  OrganizationManagedRule,
  OrganizationPolicyRule,
  OrganizationRules,
  RemediationRole,
} from "../../modules/config";
import { EbsEncryption, InstanceMetadataDefaults, SnapshotBlockPublicAccess } from "../../modules/ec2";
import { EventAlert, EventForwarderRole, EventForwarding, EventTargetRole, SecurityBus } from "../../modules/events";
import { AgentParameters, HostLogGroup, HostPolicy, MemoryAlarm, SessionPreferences } from "../../modules/hosts";
import {
  BreakGlassRole,
  FunctionGroup,
  FunctionPolicies,
  FunctionRole,
  GroupMember,
  MfaPolicy,
  OidcProvider,
  PasswordPolicy,
  PermissionsBoundary,
  policyDocument,
  SamlProvider,
  trustJobs,
  trustRoles,
  trustSaml,
  trustUsers,
} from "../../modules/iam";
import {
  CisScanConfiguration,
  InspectorAdministrator,
  InspectorDelegatedAdministrator,
  InspectorMember,
  InspectorOrganizationConfiguration,
  SuppressionFilter,
} from "../../modules/inspector";
import type { CisSchedule } from "../../modules/inspector";
import {
  CloudHsmKeyStore,
  CustomerManagedKey,
  ExternalKeyStore,
  LogGroupKey,
  LogKey,
  NotificationKey,
  ReplicaKey,
} from "../../modules/kms";
import { LogValidator } from "../../modules/log-validation";
import { DelegatedAdministrator, OrganizationPolicy } from "../../modules/organizations";
import {
  AccessLogBucket,
  ConfigBucket,
  ofOrganization,
  PrivateBucket,
  ReplicaBucket,
  TrailBucket,
} from "../../modules/s3";
import { AlertTopic } from "../../modules/sns";
import { DeadLetterQueue, SubscribedQueue } from "../../modules/sqs";
import { Assignments, IdentityCenter, PermissionSet } from "../../modules/sso";
import { FlowLog, FlowLogGroup, VpcFlowLogs } from "../../modules/vpc";

const HERE = { accountId: "222222222222", region: "eu-west-1" };
const TRAIL = { trailName: "trail", ...HERE };
const ALL_AGES = { hotDays: 90, archiveDays: 365, totalDays: 730 };
const TOPIC = "arn:aws:sns:eu-west-1:222222222222:alerts";
const KEY = "arn:aws:kms:eu-west-1:222222222222:key/1";
const BUS = "arn:aws:events:eu-west-1:222222222222:event-bus/security";
const BUCKET = { bucketArn: "arn:aws:s3:::logs" };
const RULE = { ruleName: "rule", eventPattern: { source: ["aws.s3"] } };
const METRIC = {
  alarmName: "alarm",
  alarmDescription: "",
  namespace: "AWS/SQS",
  metricName: "metric",
  statistic: "Sum",
  periodSeconds: 60,
  comparison: ">",
  threshold: 1,
  missingData: "ignore",
} as const;
const LOG_ALARM = { ...METRIC, logGroupName: "logs", pattern: "x", metricNamespace: "security" };
const CONTACT = { name: "Security", title: "Officer", email: "security@example.com", phone: "+49 30 1234567" };
const GUARDED = { breakGlassRole: "break-glass", deploymentRole: "deployment" };
const ORGANIZATION_RULE = { identifier: "ROOT_ACCOUNT_MFA_ENABLED" };
const FUNCTION = "arn:aws:lambda:eu-west-1:222222222222:function:owner";
const FUNCTION_RULE = { functionArn: FUNCTION, accountIds: ["222222222222"] };
const SUPPRESSION = { reason: "Not reachable", criteria: { texts: { vulnerabilityId: ["CVE-2024-12345"] } } };
const ROLE = {
  trust: [trustUsers(["arn:aws:iam::111111111111:root"])],
  policyArns: { audit: "arn:aws:iam::aws:policy/SecurityAudit" },
};
const VALIDATED = { trail: { ...TRAIL, organizationId: "o-exampleorgid" }, bucket: "logs" };
const FRANKFURT = { accountId: "222222222222", region: "eu-central-1" };
const CHAT = { client: { slack: { teamId: "T07EXAMPLE", channelId: "C07EXAMPLE" } }, topicArns: [TOPIC] };
const HSM_SUBNETS = [{ availabilityZone: "eu-west-1a", subnetId: "subnet-0123456789abcdef0" }];
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const STATEMENT = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;
const LONG = { ...STATEMENT, Resource: `arn:aws:s3:::logs/${"a".repeat(10_240)}` };
const INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const AWS_POLICY = "arn:aws:iam::aws:policy/SecurityAudit";
const OF_CHINA = "arn:aws-cn:iam::aws:policy/SecurityAudit";
const USER_OF_CHINA = "arn:aws-cn:iam::111111111111:user/emergency";
const ROOT_ARN = "arn:aws:iam::111111111111:root";
const ROLE_ARN = "arn:aws:iam::111111111111:role/auditor";
const SAML = { providerArn: "arn:aws:iam::222222222222:saml-provider/corporate", subjects: ["alice"] };
const PROVIDER = "arn:aws:iam::222222222222:oidc-provider/host";
const MANY_USERS = Array.from({ length: 50 }, (_, index) => `arn:aws:iam::111111111111:user/emergency-${index}`);
const MANY_ACTIONS = Array.from({ length: 500 }, (_, index) => `ec2:SomethingThatIsDone${index}`);
const LOG_GROUP_ARN = "arn:aws:logs:eu-west-1:222222222222:log-group:/org/hosts/security";
const MANY_GROUPS = Array.from({ length: 80 }, (_, index) => `${LOG_GROUP_ARN}-${index}`);
const HOST = {
  namespace: "Hosts",
  logGroupArns: [LOG_GROUP_ARN],
  parameterArns: ["arn:aws:ssm:eu-west-1:222222222222:parameter/AmazonCloudWatch-linux"],
};
const UUID = "0f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11";
const ZONES = { availabilityZones: ["eu-west-1a"] };
const CLUSTER = "cluster-abcdefghijk";
const AWS_CONFIG = "config.amazonaws.com";
const ADMINISTRATOR = { accountId: "333333333333" };
const AT_THREE = { TimeOfDay: "03:00", TimeZone: "UTC" };
const twice = (zone: string) => ({ availabilityZones: [zone, zone] });
const subnets = (...zones: string[]) =>
  zones.map((availabilityZone) => ({ availabilityZone, subnetId: "subnet-0123456789abcdef0" }));
const scan = (stack: TerraformStack, schedule: CisSchedule) =>
  new CisScanConfiguration(stack, "x", { schedule, targetTags: { Environment: ["production"] } });
/** As JavaScript, which knows no types, would give it. */
const untyped = (value: unknown): never => value as never;

type Make = (stack: TerraformStack) => unknown;

/** The prop, and what makes it wrong. */
const REFUSED: readonly (readonly [string, string, Make])[] = [
  ["accountId", "an account id that lost its zero", (s) => awsEnvironment(s, { ...HERE, accountId: "22222222222" })],
  ["region", "a region that is none", (s) => awsEnvironment(s, { ...HERE, region: "Ireland" })],
  [
    "environment.region",
    "another region than the provider's",
    (s) => new PasswordPolicy(s, "x", { environment: { ...awsEnvironment(s, HERE), region: "eu-central-1" } }),
  ],
  ["bucketName", "capital letters", (s) => new PrivateBucket(s, "x", { bucketName: "Logs", writer: { service: "s" } })],
  ["bucketName", "two dots", (s) => new ConfigBucket(s, "x", { bucketName: "my..logs" })],
  ["bucketName", "an IP address", (s) => new ConfigBucket(s, "x", { bucketName: "10.0.0.1" })],
  ["bucketName", "two characters", (s) => new ConfigBucket(s, "x", { bucketName: "ab" })],
  ["bucketName", "64 characters", (s) => new ConfigBucket(s, "x", { bucketName: "a".repeat(64) })],
  ["bucketName", "an end that S3 keeps", (s) => new ConfigBucket(s, "x", { bucketName: "logs-s3alias" })],
  ["bucketName", "an ARN", (s) => new ConfigBucket(s, "x", { bucketName: "arn:aws:s3:::logs" })],
  ["sourceBucketNames", "none", (s) => new AccessLogBucket(s, "x", { bucketName: "logs", sourceBucketNames: [] })],
  [
    "sourceBucketNames[1]",
    "an ARN",
    (s) => new AccessLogBucket(s, "x", { bucketName: "logs", sourceBucketNames: ["one", "arn:aws:s3:::two"] }),
  ],
  ["kmsKeyArn", "an alias", (s) => new ConfigBucket(s, "x", { bucketName: "logs", kmsKeyArn: "alias/logs" })],
  [
    "kmsKeyArn",
    "the ARN of an alias",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:alias/logs" }),
  ],
  [
    "protection: organizationId",
    "the id of a unit",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", protection: ofOrganization("ou-ab12-34cd56ef") }),
  ],
  [
    "protection: breakGlassRoleArn",
    "a name",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", protection: { breakGlassRoleArn: "break-glass" } }),
  ],
  [
    "protection: minimumTlsVersion",
    "an old version",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", protection: { minimumTlsVersion: untyped("1.1") } }),
  ],
  [
    "retention.hotDays",
    "ages that are not in order",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", retention: { ...ALL_AGES, hotDays: 400 } }),
  ],
  [
    "retention.archiveDays",
    "an archive beyond the end",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", retention: { ...ALL_AGES, archiveDays: 800 } }),
  ],
  [
    "retention.archiveDays",
    "a short stay",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", retention: { ...ALL_AGES, archiveDays: 100 } }),
  ],
  [
    "retention.totalDays",
    "two hundred years",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", retention: { ...ALL_AGES, totalDays: 73_000 } }),
  ],
  [
    "retention.hotDays",
    "half a day",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", retention: { ...ALL_AGES, hotDays: 0.5 } }),
  ],
  [
    "objectLock.days",
    "a lock longer than the retention",
    (s) =>
      new TrailBucket(s, "x", {
        bucketName: "logs",
        trail: TRAIL,
        retention: ALL_AGES,
        objectLock: { mode: "governance", days: 731 },
      }),
  ],
  [
    "objectLock: days",
    "no day",
    (s) => new TrailBucket(s, "x", { bucketName: "logs", trail: TRAIL, objectLock: { mode: "governance", days: 0 } }),
  ],
  [
    "objectLock: mode",
    "AWS's spelling",
    (s) =>
      new TrailBucket(s, "x", {
        bucketName: "logs",
        trail: TRAIL,
        objectLock: { mode: untyped("GOVERNANCE"), days: 1 },
      }),
  ],
  [
    "trail: trailName",
    "blanks",
    (s) => new TrailBucket(s, "x", { bucketName: "logs", trail: { ...TRAIL, trailName: "my trail" } }),
  ],
  ["trail: accountId", "a name", (s) => new LogKey(s, "x", { trail: { ...TRAIL, accountId: "management" } })],
  ["trail: region", "a zone", (s) => new LogKey(s, "x", { trail: { ...TRAIL, region: "eu-west-1a" } })],
  ["trail: organizationId", "a root", (s) => new LogKey(s, "x", { trail: { ...TRAIL, organizationId: "r-ab12" } })],
  [
    "trail.region",
    "a trail made elsewhere than its bucket knows",
    (s) => new Trail(s, "x", { trail: { ...TRAIL, region: "us-east-1" }, bucket: "logs" }),
  ],
  [
    "trail.accountId",
    "a trail of another account",
    (s) => new Trail(s, "x", { trail: { ...TRAIL, accountId: "333333333333" }, bucket: "logs" }),
  ],
  ["eventSelectors", "none", (s) => new Trail(s, "x", { trail: TRAIL, bucket: "logs", eventSelectors: [] })],
  ["bucket", "an ARN", (s) => new Trail(s, "x", { trail: TRAIL, bucket: "arn:aws:s3:::logs" })],
  [
    "logGroup",
    "a log group that was not made",
    (s) => new Trail(s, "x", { trail: TRAIL, bucket: "logs", logGroup: false }).logGroup,
  ],
  ["readers", "nobody", (s) => new LogKey(s, "x", { trail: TRAIL, readers: [] })],
  [
    "alias",
    "without alias/",
    (s) => new CustomerManagedKey(s, "x", { alias: "logs", description: "", statements: [] }),
  ],
  [
    "alias",
    "one of AWS",
    (s) => new CustomerManagedKey(s, "x", { alias: "alias/aws/s3", description: "", statements: [] }),
  ],
  ["encrypters", "none", (s) => new NotificationKey(s, "x", { encrypters: [] })],
  [
    "logGroupName",
    "an ARN",
    (s) => new LogGroupKey(s, "x", { logGroupName: "arn:aws:logs:eu-west-1:222222222222:log-group:x" }),
  ],
  [
    "retentionInDays",
    "a number that CloudWatch Logs has not",
    (s) => new TrailLogGroup(s, "x", { logGroupName: "logs", retentionInDays: 100 }),
  ],
  [
    "roleName",
    "an ARN",
    (s) => new TrailLogGroup(s, "x", { logGroupName: "logs", roleName: "arn:aws:iam::222222222222:role/x" }),
  ],
  [
    "alarmDescription",
    "1,025 characters",
    (s) => new MetricAlarm(s, "x", { ...METRIC, alarmDescription: "a".repeat(1025) }),
  ],
  ["periodSeconds", "45 seconds", (s) => new MetricAlarm(s, "x", { ...METRIC, periodSeconds: 45 })],
  [
    "evaluationPeriods",
    "more than a day",
    (s) => new MetricAlarm(s, "x", { ...METRIC, periodSeconds: 300, evaluationPeriods: 289 }),
  ],
  [
    "comparison",
    "AWS's spelling",
    (s) => new MetricAlarm(s, "x", { ...METRIC, comparison: untyped("GreaterThanThreshold") }),
  ],
  ["topicArn", "the name of a topic", (s) => new MetricAlarm(s, "x", { ...METRIC, topicArn: "alerts" })],
  ["metricNamespace", "one of AWS", (s) => new LogAlarm(s, "x", { ...LOG_ALARM, metricNamespace: "AWS/Security" })],
  ["pattern", "1,025 characters", (s) => new LogAlarm(s, "x", { ...LOG_ALARM, pattern: "a".repeat(1025) })],
  ["threshold", "no event", (s) => new LogAlarm(s, "x", { ...LOG_ALARM, threshold: 0 })],
  ["alarms", "none", (s) => new LogAlarms(s, "x", { logGroup: "logs", alarms: {} })],
  [
    "topicArn",
    "no topic of a severity",
    (s) => new LogAlarms(s, "x", { logGroup: "logs", alarms: cisAlarms(), topicArn: { high: TOPIC } }),
  ],
  ["version", "one that is none", () => cisAlarms({ version: untyped("2.0") })],
  [
    "dashboardName",
    "blanks",
    (s) => new AlarmDashboard(s, "x", { dashboardName: "my board", sections: [{ title: "", alarmArns: [] }] }),
  ],
  ["sections", "none", (s) => new AlarmDashboard(s, "x", { dashboardName: "board", sections: [] })],
  ["topicName", "blanks", (s) => new AlertTopic(s, "x", { topicName: "my alerts" })],
  ["alarmAccountIds", "none", (s) => new AlertTopic(s, "x", { topicName: "alerts", alarmAccountIds: [] })],
  [
    "readerAccountIds[0]",
    "a root",
    (s) => new AlertTopic(s, "x", { topicName: "alerts", readerAccountIds: ["arn:aws:iam::222222222222:root"] }),
  ],
  [
    "subscriptions[0]: endpoint",
    "no address",
    (s) =>
      new AlertTopic(s, "x", { topicName: "alerts", subscriptions: [{ protocol: "email", endpoint: "security" }] }),
  ],
  [
    "subscriptions[0]: endpoint",
    "http",
    (s) =>
      new AlertTopic(s, "x", {
        topicName: "alerts",
        subscriptions: [{ protocol: "https", endpoint: "http://example.com" }],
      }),
  ],
  [
    "subscriptions[0]: protocol",
    "one that is not offered",
    (s) =>
      new AlertTopic(s, "x", { topicName: "alerts", subscriptions: [{ protocol: untyped("sms"), endpoint: "+49" }] }),
  ],
  ["queueName", "a FIFO queue", (s) => new DeadLetterQueue(s, "x", { queueName: "letters.fifo", senders: [] })],
  [
    "consumers",
    "nobody",
    (s) =>
      new SubscribedQueue(s, "x", {
        queueName: "queue",
        topicArn: TOPIC,
        kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
        consumers: [],
      }),
  ],
  [
    "busName",
    "the default bus",
    (s) => new SecurityBus(s, "x", { busName: "default", organizationId: "o-exampleorgid" }),
  ],
  [
    "archiveDays",
    "a negative number",
    (s) =>
      new SecurityBus(s, "x", { busName: "bus", organizationId: "o-exampleorgid", archiveName: "a", archiveDays: -1 }),
  ],
  ["ruleName", "65 characters", (s) => new EventAlert(s, "x", { ...RULE, ruleName: "a".repeat(65), topicArn: TOPIC })],
  ["eventPattern", "no JSON", (s) => new EventAlert(s, "x", { ...RULE, eventPattern: "{source}", topicArn: TOPIC })],
  ["eventPattern", "everything", (s) => new EventAlert(s, "x", { ...RULE, eventPattern: {}, topicArn: TOPIC })],
  [
    "eventPattern",
    "2,049 characters",
    (s) => new EventForwarding(s, "x", { ...RULE, eventPattern: { source: ["a".repeat(2048)] }, busArn: BUS }),
  ],
  [
    "targets[0]: arn",
    "a bucket",
    (s) => new EventAlert(s, "x", { ...RULE, topicArn: TOPIC, targets: ["arn:aws:s3:::logs"] }),
  ],
  [
    "targets",
    "five besides the topic",
    (s) =>
      new EventAlert(s, "x", {
        ...RULE,
        topicArn: TOPIC,
        targets: ["a", "b", "c", "d", "e"].map((id) => `${TOPIC}-${id}`),
      }),
  ],
  ["targets", "none", (s) => new EventTargetRole(s, "x", { roleName: "role", targets: [] })],
  ["busArn", "a name", (s) => new EventForwarderRole(s, "x", { busArn: "security" })],
  ["bucket", "capital letters", (s) => new ConfigRecorder(s, "x", { bucket: "Config" })],
  ["retentionInDays", "too short", (s) => new ConfigRecorder(s, "x", { bucket: "config", retentionInDays: 29 })],
  [
    "resourceTypes: only",
    "no types",
    (s) => new ConfigRecorder(s, "x", { bucket: "config", resourceTypes: { only: [] } }),
  ],
  [
    "resourceTypes: only",
    "IAM's alone, which are ignored",
    (s) =>
      new ConfigRecorder(s, "x", {
        bucket: "config",
        globalResourceTypes: "ignore",
        resourceTypes: { only: ["AWS::IAM::User"] },
      }),
  ],
  [
    "deliveryFrequency",
    "hours",
    (s) => new ConfigRecorder(s, "x", { bucket: "config", deliveryFrequency: untyped("24h") }),
  ],
  ["identifier", "a key of the catalog", (s) => new AccountRule(s, "x", { ruleName: "rule", identifier: "rootMfa" })],
  [
    "resourceTypes[0]",
    "a type of Terraform",
    (s) => new AccountRule(s, "x", { ruleName: "rule", identifier: "X", resourceTypes: ["aws_s3_bucket"] }),
  ],
  [
    "inputParameters",
    "1,025 characters",
    (s) => new AccountRule(s, "x", { ruleName: "rule", identifier: "X", inputParameters: { a: "a".repeat(1024) } }),
  ],
  [
    "resourceTypes",
    "a resource without its type",
    (s) => new AccountRule(s, "x", { ruleName: "rule", identifier: "X", resourceId: "logs" }),
  ],
  ["rules", "none", (s) => new AccountRules(s, "x", { rules: {} })],
  ["bucket", "nowhere to go", (s) => new VpcFlowLogs(s, "x", {})],
  ["fields", "none", (s) => new VpcFlowLogs(s, "x", { bucket: BUCKET, fields: [] })],
  ["fields[0]", "an expression", (s) => new VpcFlowLogs(s, "x", { bucket: BUCKET, fields: ["SrcAddr"] })],
  [
    "maxAggregationSeconds",
    "120",
    (s) => new VpcFlowLogs(s, "x", { bucket: BUCKET, maxAggregationSeconds: untyped(120) }),
  ],
  ["bucket: prefix", "AWS's own folder", (s) => new VpcFlowLogs(s, "x", { bucket: { ...BUCKET, prefix: "AWSLogs" } })],
  [
    "source: vpcId",
    "a subnet",
    (s) => new FlowLog(s, "x", { source: { vpcId: "subnet-0123456789abcdef0" }, destination: BUCKET }),
  ],
  [
    "retentionInDays",
    "a number that CloudWatch Logs has not",
    (s) => new FlowLogGroup(s, "x", { logGroupName: "flows", retentionInDays: 31 }),
  ],
  ["hopLimit", "too far", (s) => new InstanceMetadataDefaults(s, "x", { hopLimit: 65 })],
  ["sharing", "a word of one's own", (s) => new SnapshotBlockPublicAccess(s, "x", { sharing: untyped("block") })],
  ["kmsKeyArn", "an alias", (s) => new EbsEncryption(s, "x", { kmsKeyArn: "alias/aws/ebs" })],
  ["minimumLength", "five characters", (s) => new AccountDefaults(s, "x", { passwordPolicy: { minimumLength: 5 } })],
  ["maxAgeDays", "never as 0", (s) => new PasswordPolicy(s, "x", { maxAgeDays: 0 })],
  ["phone", "words", (s) => new SecurityContact(s, "x", { ...CONTACT, phone: "call me" })],
  ["email", "a name", (s) => new SecurityContact(s, "x", { ...CONTACT, email: "Security <security@example.com>" })],
  ["targets", "nobody", (s) => new OrganizationPolicy(s, "x", { policyName: "p", content: [{}], targets: {} })],
  [
    "targets.root",
    "a name",
    (s) => new OrganizationPolicy(s, "x", { policyName: "p", content: [{}], targets: { root: "Root" } }),
  ],
  [
    "content",
    "no statement",
    (s) => new OrganizationPolicy(s, "x", { policyName: "p", content: [], targets: { root: "r-ab12" } }),
  ],
  [
    "content",
    "5,121 characters of a resource control policy",
    (s) =>
      new OrganizationPolicy(s, "x", {
        policyName: "p",
        type: "RESOURCE_CONTROL_POLICY",
        content: "a".repeat(5121),
        targets: { root: "r-ab12" },
      }),
  ],
  [
    "ruleName",
    "65 characters",
    (s) => new OrganizationManagedRule(s, "x", { ...ORGANIZATION_RULE, ruleName: "a".repeat(65) }),
  ],
  ["identifier", "a key of the catalog", (s) => new OrganizationManagedRule(s, "x", { identifier: "rootMfa" })],
  [
    "maximumExecutionFrequency",
    "hours",
    (s) => new OrganizationManagedRule(s, "x", { ...ORGANIZATION_RULE, maximumExecutionFrequency: untyped("24h") }),
  ],
  [
    "inputParameters",
    "2,049 characters",
    (s) => new OrganizationManagedRule(s, "x", { ...ORGANIZATION_RULE, inputParameters: { a: "a".repeat(2048) } }),
  ],
  [
    "resourceTypes[0]",
    "a type of Terraform",
    (s) => new OrganizationManagedRule(s, "x", { ...ORGANIZATION_RULE, resourceTypes: ["aws_s3_bucket"] }),
  ],
  [
    "resourceTypes",
    "101 types",
    (s) =>
      new OrganizationManagedRule(s, "x", {
        ...ORGANIZATION_RULE,
        resourceTypes: Array.from({ length: 101 }, (_, index) => `AWS::S3::Bucket${index}`),
      }),
  ],
  [
    "excludedAccounts[0]",
    "a name",
    (s) => new OrganizationManagedRule(s, "x", { ...ORGANIZATION_RULE, excludedAccounts: ["production"] }),
  ],
  ["rules", "none", (s) => new OrganizationRules(s, "x", { rules: {} })],
  ["policyText", "nothing", (s) => new OrganizationPolicyRule(s, "x", { policyText: "" })],
  ["policyText", "10,001 characters", (s) => new OrganizationPolicyRule(s, "x", { policyText: "a".repeat(10_001) })],
  ["triggerTypes", "never", (s) => new OrganizationPolicyRule(s, "x", { policyText: "rule a {}", triggerTypes: [] })],
  [
    "triggerTypes[0]",
    "a schedule, which policies have not",
    (s) =>
      new OrganizationPolicyRule(s, "x", {
        policyText: "rule a {}",
        triggerTypes: [untyped("ScheduledNotification")],
      }),
  ],
  ["functionArn", "a name", (s) => new OrganizationFunctionRule(s, "x", { ...FUNCTION_RULE, functionArn: "owner" })],
  ["accountIds", "nobody", (s) => new OrganizationFunctionRule(s, "x", { ...FUNCTION_RULE, accountIds: [] })],
  [
    "accountIds[0]",
    "a reference without a slug",
    (s) => new OrganizationFunctionRule(s, "x", { ...FUNCTION_RULE, accountIds: ["${var.account}"] }),
  ],
  [
    "packName",
    "a blank",
    (s) => new OrganizationConformancePack(s, "x", { packName: "my pack", templateBody: "Resources: {}" }),
  ],
  [
    "templateBody",
    "51,201 bytes",
    (s) => new OrganizationConformancePack(s, "x", { templateBody: "a".repeat(51_201) }),
  ],
  [
    "parameters",
    "61 of them",
    (s) =>
      new OrganizationConformancePack(s, "x", {
        templateBody: "Resources: {}",
        parameters: Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`p${index}`, ""])),
      }),
  ],
  ["aggregatorName", "a blank", (s) => new OrganizationAggregator(s, "x", { aggregatorName: "all accounts" })],
  ["accountIds", "nobody", (s) => new ExternalAggregator(s, "x", { accountIds: [] })],
  [
    "aggregatorAccountId",
    "a name",
    (s) => new AggregateAuthorization(s, "x", { aggregatorAccountId: "audit", aggregatorRegion: "eu-west-1" }),
  ],
  ["actions", "none", (s) => new RemediationRole(s, "x", { actions: [] })],
  ["actions[0]", "everything", (s) => new RemediationRole(s, "x", { actions: ["*"] })],
  ["bucketName", "an ARN", (s) => new MfaDeleteRule(s, "x", { bucketName: "arn:aws:s3:::logs" })],
  ["bucket", "an ARN", (s) => new ConfigRecorderRole(s, "x", { bucket: "arn:aws:s3:::logs" })],
  ["topicArns[0]", "a name", (s) => new ConfigRecorderRole(s, "x", { bucket: "logs", topicArns: ["config"] })],
  [
    "readerPolicyName",
    "an ARN",
    (s) => new ConfigAccessPolicies(s, "x", { readerPolicyName: "arn:aws:iam::aws:policy/x" }),
  ],
  [
    "logGroupArns[0]",
    "with the streams",
    (s) =>
      new CloudWatchAccessPolicies(s, "x", {
        logGroupArns: ["arn:aws:logs:eu-west-1:222222222222:log-group:/aws/cloudtrail/trail:*"],
      }),
  ],
  ["services", "none", (s) => new DelegatedAdministrator(s, "x", { accountId: "111111111111", services: [] })],
  [
    "services[0]",
    "a name",
    (s) => new DelegatedAdministrator(s, "x", { accountId: "111111111111", services: ["config"] }),
  ],
  ["scans", "none", (s) => new InspectorAdministrator(s, "x", { scans: [] })],
  ["scans", "code without functions", (s) => new InspectorAdministrator(s, "x", { scans: ["lambdaCode"] })],
  ["scans[0]", "AWS's spelling", (s) => new InspectorOrganizationConfiguration(s, "x", { scans: [untyped("EC2")] })],
  ["accountId", "a name", (s) => new InspectorMember(s, "x", { accountId: "production" })],
  ["accountId", "a name", (s) => new InspectorDelegatedAdministrator(s, "x", { accountId: "audit" })],
  ["targetTags", "none", (s) => new CisScanConfiguration(s, "x", { targetTags: {} })],
  [
    "targetTags.Environment",
    "six values",
    (s) => new CisScanConfiguration(s, "x", { targetTags: { Environment: ["1", "2", "3", "4", "5", "6"] } }),
  ],
  ["accountIds", "nobody", (s) => new CisScanConfiguration(s, "x", { targetTags: { a: ["b"] }, accountIds: [] })],
  ["level", "three", (s) => new CisScanConfiguration(s, "x", { targetTags: { a: ["b"] }, level: untyped(3) })],
  ["criteria", "none, which would hide all", (s) => new SuppressionFilter(s, "x", { ...SUPPRESSION, criteria: {} })],
  [
    "texts",
    "a criterion that is none",
    (s) => new SuppressionFilter(s, "x", { ...SUPPRESSION, criteria: { texts: untyped({ cve: ["CVE-2024-12345"] }) } }),
  ],
  [
    "texts.title[0]",
    "the beginning of everything",
    (s) => new SuppressionFilter(s, "x", { ...SUPPRESSION, criteria: { texts: { title: ["*"] } } }),
  ],
  [
    "epssScore",
    "percent",
    (s) => new SuppressionFilter(s, "x", { ...SUPPRESSION, criteria: { epssScore: { from: 0, to: 10 } } }),
  ],
  ["reason", "513 characters", (s) => new SuppressionFilter(s, "x", { ...SUPPRESSION, reason: "a".repeat(513) })],
  ["trusted", "nobody", (s) => new BreakGlassRole(s, "x", { trusted: {} })],
  [
    "trusted: users[0]",
    "a role",
    (s) => new BreakGlassRole(s, "x", { trusted: { users: ["arn:aws:iam::111111111111:role/admin"] } }),
  ],
  ["trust", "nobody", (s) => new FunctionRole(s, "x", { ...ROLE, trust: [] })],
  ["hours", "a day", (s) => new FunctionRole(s, "x", { ...ROLE, hours: 24 })],
  ["policyArns.audit", "a name", (s) => new FunctionRole(s, "x", { ...ROLE, policyArns: { audit: "SecurityAudit" } })],
  ["sourceNetworks[0]", "an address", (s) => new FunctionRole(s, "x", { ...ROLE, sourceNetworks: ["203.0.113.1"] })],
  ["boundaryArn", "a name", (s) => new FunctionRole(s, "x", { ...ROLE, boundaryArn: "boundary" })],
  [
    "condition",
    "everybody whom GitHub signs tokens for",
    () =>
      trustJobs("Jobs", "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com", {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      }),
  ],
  [
    "mfaPolicyArn",
    "of China, in Ireland",
    (s) => new FunctionGroup(s, "x", { roleArns: [ROLE_ARN], mfaPolicyArn: OF_CHINA }),
  ],
  ["policyArns.audit", "the same", (s) => new FunctionRole(s, "x", { ...ROLE, policyArns: { audit: OF_CHINA } })],
  [
    "awsPolicyArns[0]",
    "the same",
    (s) => new PermissionSet(s, "x", { instanceArn: INSTANCE, awsPolicyArns: [OF_CHINA] }),
  ],
  ["trusted.users[0]", "the same", (s) => new BreakGlassRole(s, "x", { trusted: { users: [USER_OF_CHINA] } })],
  [
    "topicArn",
    "of the commercial regions, in China",
    () => new MemoryAlarm(stackOf("cn-north-1"), "x", { namespace: "Hosts", topicArn: TOPIC }),
  ],
  [
    "policyArns",
    "the name of the policy of networks",
    (s) => new FunctionRole(s, "x", { ...ROLE, policyArns: { networks: AWS_POLICY }, sourceNetworks: ["10.0.0.0/8"] }),
  ],
  [
    "functionArn",
    "another region's",
    (s) => new OrganizationFunctionRule(s, "x", { ...FUNCTION_RULE, functionArn: FUNCTION.replace("west", "north") }),
  ],
  [
    "kmsKeyArn",
    "another region's",
    (s) => new HostLogGroup(s, "x", { logGroupName: "/hosts", kmsKeyArn: KEY.replace("west", "north") }),
  ],
  [
    "kmsKeyArn",
    "another region's",
    (s) => new SessionPreferences(s, "x", { bucket: "sessions", kmsKeyArn: KEY.replace("west", "north") }),
  ],
  [
    "topicArns[0]",
    "another account's",
    (s) => new ChatChannel(s, "x", { ...CHAT, topicArns: [TOPIC.replace("222222222222", "333333333333")] }),
  ],
  [
    "deadLetterQueueArn",
    "another account's",
    (s) =>
      new LogValidator(s, "x", { ...VALIDATED, deadLetterQueueArn: "arn:aws:sqs:eu-west-1:333333333333:undelivered" }),
  ],
  ["principals[0]", "everybody", () => trustUsers(["*"])],
  ["principals[0]", "a role, which MFA says nothing of", () => trustUsers(["arn:aws:iam::111111111111:role/ci"])],
  ["principals", "nobody", () => trustUsers([])],
  ["organizationId", "an account", () => trustUsers(["arn:aws:iam::111111111111:root"], { organizationId: "1" })],
  ["accountRoots[0]", "everybody", () => trustRoles(["*"], [ROLE_ARN], { organizationId: "o-exampleorgid" })],
  ["patterns[0]", "everything", () => trustRoles([ROOT_ARN], ["*"], { organizationId: "o-exampleorgid" })],
  ["partition", "one without sign-in of people", () => trustSaml({ partition: "aws-iso" }, SAML)],
  ["subjects", "nobody", () => trustSaml({ partition: "aws" }, { ...SAML, subjects: [] })],
  ["providerArn", "a name", () => trustSaml({ partition: "aws" }, { ...SAML, providerArn: "corporate" })],
  ...(
    [
      ["any", { StringLike: { "host:sub": "*" } }],
      ["any repository", { StringLike: { "host:sub": ["repo:org/app:*", "repo:*"] } }],
      ["all but one", { StringNotEquals: { "host:sub": "repo:org/app:pull_request" } }],
      ["none at all", { StringEqualsIfExists: { "host:sub": "repo:org/app:pull_request" } }],
      ["whatever there is of it", { "ForAllValues:StringLike": { "host:sub": "repo:org/app:*" } }],
      ["an empty text", { StringLike: { "host:sub": "" } }],
    ] as const
  ).map(
    ([what, condition]) =>
      ["condition", `a subject that may be ${what}`, () => trustJobs("Jobs", PROVIDER, condition)] as const,
  ),
  ["trusted", "more than a trust policy holds", (s) => new BreakGlassRole(s, "x", { trusted: { users: MANY_USERS } })],
  [
    "patterns[0]",
    "roles of every account, which are no principal",
    (s) => {
      const roles = { patterns: ["arn:aws:iam::*:role/emergency"] as const, organizationId: "o-exampleorgid" };
      new BreakGlassRole(s, "x", { trusted: { roles } });
    },
  ],
  [
    "accountRootArn",
    "everybody",
    (s) => {
      const people = { accountRootArn: "*", userNames: ["alice"] as const, organizationId: "o-exampleorgid" };
      new BreakGlassRole(s, "x", { trusted: { people } });
    },
  ],
  [
    "organizationId",
    "none for roles by a pattern",
    (s) =>
      new FunctionGroup(s, "x", {
        roleArns: ["arn:aws:iam::*:role/auditor"],
        mfaPolicyArn: "arn:aws:iam::222222222222:policy/mfa",
      }),
  ],
  ...["iam:PassRole", "iam:passrole", "iam:*", "iam:Pass*", "iam:P?ssRole"].map(
    (action) =>
      [
        "actions[1]",
        action,
        (s: TerraformStack) => new RemediationRole(s, "x", { actions: ["ec2:*", action] }),
      ] as const,
  ),
  ["actions", "more than a role holds", (s) => new RemediationRole(s, "x", { actions: MANY_ACTIONS })],
  ["url", "a query", (s) => new OidcProvider(s, "x", { url: "https://example.com/?tenant=1" })],
  ["url", "a port", (s) => new OidcProvider(s, "x", { url: "https://example.com:8443" })],
  ["url", "a slash at its end", (s) => new OidcProvider(s, "x", { url: "https://example.com/" })],
  ["logGroupArns", "more than a policy holds", (s) => new HostPolicy(s, "x", { ...HOST, logGroupArns: MANY_GROUPS })],
  ["logGroupArns", "the same", (s) => new CloudWatchAccessPolicies(s, "x", { logGroupArns: MANY_GROUPS })],
  ["sessionKmsKeyArn", "no bucket of sessions", (s) => new HostPolicy(s, "x", { ...HOST, sessionKmsKeyArn: KEY })],
  [
    "awsPolicyArns[0]",
    "a policy of one's own",
    (s) =>
      new PermissionSet(s, "x", { instanceArn: INSTANCE, awsPolicyArns: ["arn:aws:iam::222222222222:policy/own"] }),
  ],
  [
    "ruleName",
    "blanks",
    (s) => new OrganizationManagedRule(s, "x", { ...ORGANIZATION_RULE, ruleName: "root has MFA" }),
  ],
  [
    "functionArn",
    "an alias",
    (s) => new OrganizationFunctionRule(s, "x", { ...FUNCTION_RULE, functionArn: `${FUNCTION}:live` }),
  ],
  [
    "channelId",
    "not as in its link",
    (s) =>
      new ChatChannel(s, "x", {
        topicArns: [TOPIC],
        client: { teams: { tenantId: UUID, teamId: UUID, channelId: "19:example@thread.tacv2" } },
      }),
  ],
  ["cidr", "an address within", (s) => new HsmNetwork(s, "x", { ...ZONES, cidr: "10.111.0.1/24" })],
  ["availabilityZones[1]", "one twice", (s) => new HsmNetwork(s, "x", twice("eu-west-1a"))],
  ["availabilityZones[0]", "another region's", (s) => new HsmNetwork(s, "x", { availabilityZones: ["us-east-1a"] })],
  [
    "subnets[0].availabilityZone",
    "another region's",
    (s) => new HsmCluster(s, "x", { subnets: subnets("us-east-1a") }),
  ],
  [
    "subnets",
    "eleven, of which AWS takes ten",
    (s) =>
      new HsmCluster(s, "x", {
        subnets: subnets(...Array.from({ length: 11 }, (_, index) => `eu-west-1${"abcdefghijk".charAt(index)}`)),
      }),
  ],
  [
    "password",
    "the password itself",
    (s) => new CloudHsmKeyStore(s, "x", { cluster: CLUSTER, trustAnchor: CERTIFICATE, password: "hunter22" }),
  ],
  [
    "credential.accessKeyId",
    "the credential itself",
    (s) =>
      new ExternalKeyStore(s, "x", {
        endpoint: "https://xks.example.com",
        credential: { accessKeyId: "A".repeat(20), secretAccessKey: "a".repeat(43) },
      }),
  ],
  [
    "cluster",
    "one HSM",
    (s) => {
      const cluster = new HsmCluster(s, "cluster", { subnets: HSM_SUBNETS });
      new CloudHsmKeyStore(s, "x", { cluster, trustAnchor: CERTIFICATE });
    },
  ],
  [
    "externalKeyId",
    "none of an external key manager",
    (s) => new ExternalKeyStore(s, "x", { endpoint: "https://xks.example.com" }).material(),
  ],
  [
    "externalKeyId",
    "one of HSMs, which make keys themselves",
    (s) => new CloudHsmKeyStore(s, "x", { cluster: CLUSTER, trustAnchor: CERTIFICATE }).material("logs"),
  ],
  [
    "trustAnchor",
    "5,001 characters",
    (s) => new CloudHsmKeyStore(s, "x", { cluster: CLUSTER, trustAnchor: CERTIFICATE.padEnd(5001) }),
  ],
  ["digestRuleName", "the schedule's", (s) => new LogValidator(s, "x", { ...VALIDATED, digestRuleName: "stack-x" })],
  ["schedule.Weekly.Days", "no day", (s) => scan(s, { Weekly: { StartTime: AT_THREE, Days: [] } })],
  ["schedule.Weekly.Days[0]", "a whole word", (s) => scan(s, { Weekly: { StartTime: AT_THREE, Days: ["Sunday"] } })],
  ["schedule.Monthly.Day", "a number", (s) => scan(s, { Monthly: { StartTime: AT_THREE, Day: "1" } })],
  ["TimeOfDay", "no hour", (s) => scan(s, { Daily: { StartTime: { ...AT_THREE, TimeOfDay: "25:00" } } })],
  [
    "resourceTags",
    "a key without characters",
    (s) => new SuppressionFilter(s, "x", { ...SUPPRESSION, criteria: { resourceTags: { "": "test" } } }),
  ],
  [
    "services[1]",
    "one twice",
    (s) => new DelegatedAdministrator(s, "x", { ...ADMINISTRATOR, services: [AWS_CONFIG, AWS_CONFIG] }),
  ],
  ["alias", "too long a path", (s) => new CustomerManagedKey(s, "k".repeat(251), { description: "", statements: [] })],
  ["policies", "none", (s) => new FunctionPolicies(s, "x", { policies: {} })],
  ["policies.reader", "too much", (s) => new FunctionPolicies(s, "x", { policies: { reader: [LONG] } })],
  ["statements", "none", (s) => new PermissionsBoundary(s, "x", { statements: [] })],
  [
    "roleArns",
    "none",
    (s) => new FunctionGroup(s, "x", { roleArns: [], mfaPolicyArn: "arn:aws:iam::222222222222:policy/mfa" }),
  ],
  ["userName", "an address with a blank", (s) => new GroupMember(s, "x", { userName: "alice smith", groups: [] })],
  ["hardware", "a level that is none", (s) => new MfaPolicy(s, "x", { hardware: untyped("L4") })],
  ["url", "http", (s) => new OidcProvider(s, "x", { url: "http://token.actions.githubusercontent.com" })],
  ["audiences", "none", (s) => new OidcProvider(s, "x", { url: "https://example.com", audiences: [] })],
  ["metadata", "an address", (s) => new SamlProvider(s, "x", { metadata: "https://example.com/metadata.xml" })],
  [
    "permissionSetName",
    "33 characters",
    (s) => new PermissionSet(s, "x", { instanceArn: INSTANCE, permissionSetName: "a".repeat(33) }),
  ],
  ["statements", "too much", (s) => new PermissionSet(s, "x", { instanceArn: INSTANCE, statements: [LONG] })],
  ["instanceArn", "an id", (s) => new PermissionSet(s, "x", { instanceArn: "ssoins-0123456789abcdef" })],
  [
    "instance: arn",
    "an id",
    (s) => new IdentityCenter(s, "x", { instance: { arn: "ssoins-1", identityStoreId: "d-1" } }),
  ],
  [
    "accounts",
    "none",
    (s) =>
      new Assignments(s, "x", {
        permissionSet: new PermissionSet(s, "set", { instanceArn: INSTANCE }),
        groupId: "90670c2a14-1234abcd-12ab-34cd-56ef-1234567890ab",
        accounts: {},
      }),
  ],
  ["trail.organizationId", "a trail of one account", (s) => new LogValidator(s, "x", { trail: TRAIL, bucket: "logs" })],
  ["sweepMinutes", "a day", (s) => new LogValidator(s, "x", { ...VALIDATED, sweepMinutes: 1440 })],
  ["graceMinutes", "no time", (s) => new LogValidator(s, "x", { ...VALIDATED, graceMinutes: 0 })],
  ["regions", "none", (s) => new LogValidator(s, "x", { ...VALIDATED, regions: [] })],
  ["functionName", "65 characters", (s) => new LogValidator(s, "x", { ...VALIDATED, functionName: "a".repeat(65) })],
  ["eventSource", "one of AWS", (s) => new LogValidator(s, "x", { ...VALIDATED, eventSource: "aws.logs" })],
  ["cidr", "a /28", (s) => new HsmNetwork(s, "x", { availabilityZones: ["eu-west-1a"], cidr: "10.0.0.0/28" })],
  ["availabilityZones", "none", (s) => new HsmNetwork(s, "x", { availabilityZones: [] })],
  ["availabilityZones[0]", "a region", (s) => new HsmNetwork(s, "x", { availabilityZones: ["eu-west-1"] })],
  ["subnets", "none", (s) => new HsmCluster(s, "x", { subnets: [] })],
  ["mode", "AWS's word for it", (s) => new HsmCluster(s, "x", { subnets: HSM_SUBNETS, mode: untyped("FIPS-140-3") })],
  [
    "auditLog.retentionInDays",
    "a number that CloudWatch Logs has not",
    (s) => new HsmCluster(s, "x", { subnets: HSM_SUBNETS, auditLog: { retentionInDays: 100 } }),
  ],
  ["cluster", "a name", (s) => new CloudHsmKeyStore(s, "x", { cluster: "hsms", trustAnchor: CERTIFICATE })],
  [
    "trustAnchor",
    "the path of the certificate",
    (s) => new CloudHsmKeyStore(s, "x", { cluster: "cluster-abcdefghijk", trustAnchor: "customerCA.crt" }),
  ],
  ["endpoint", "with a path", (s) => new ExternalKeyStore(s, "x", { endpoint: "https://xks.example.com/kms" })],
  [
    "path",
    "without its end",
    (s) => new ExternalKeyStore(s, "x", { endpoint: "https://xks.example.com", path: "/xks" }),
  ],
  [
    "endpointService",
    "none for an endpoint in a VPC",
    (s) => new ExternalKeyStore(s, "x", { endpoint: "https://xks.example.com", connectivity: "vpc-endpoint-service" }),
  ],
  [
    "environment.region",
    "a region without the service's API",
    (s) => new ChatChannel(s, "x", { ...CHAT, environment: { ...awsEnvironment(s, FRANKFURT) } }),
  ],
  ["topicArns", "none", (s) => new ChatChannel(s, "x", { ...CHAT, topicArns: [] })],
  [
    "guardrailPolicyArns",
    "none, which is AdministratorAccess",
    (s) => new ChatChannel(s, "x", { ...CHAT, guardrailPolicyArns: [] }),
  ],
  [
    "client.slack: channelId",
    "a name",
    (s) => new ChatChannel(s, "x", { ...CHAT, client: { slack: { teamId: "T07EXAMPLE", channelId: "#security" } } }),
  ],
  ["roleName", "an ARN", (s) => new ChatRole(s, "x", { roleName: "arn:aws:iam::222222222222:role/chat" })],
  ["analyzerName", "a digit at first", (s) => new OrganizationAnalyzer(s, "x", { analyzerName: "1st" })],
  [
    "linuxParameterName",
    "one that hosts may not read",
    (s) => new AgentParameters(s, "x", { namespace: "Hosts", logGroupPrefix: "/hosts", linuxParameterName: "linux" }),
  ],
  ["namespace", "one of AWS", (s) => new AgentParameters(s, "x", { namespace: "AWS/EC2", logGroupPrefix: "/hosts" })],
  [
    "logGroupPrefix",
    "a slash at its end",
    (s) => new AgentParameters(s, "x", { namespace: "a", logGroupPrefix: "/a/" }),
  ],
  [
    "retentionInDays",
    "a number that CloudWatch Logs has not",
    (s) => new HostLogGroup(s, "x", { logGroupName: "/hosts/security", retentionInDays: 100 }),
  ],
  ["logGroupArns", "none", (s) => new HostPolicy(s, "x", { namespace: "a", logGroupArns: [], parameterArns: ["a"] })],
  ["thresholdPercent", "more than all", (s) => new MemoryAlarm(s, "x", { namespace: "a", thresholdPercent: 101 })],
  ["idleMinutes", "two hours", (s) => new SessionPreferences(s, "x", { bucket: "sessions", idleMinutes: 120 })],
  ["bucket", "an ARN", (s) => new SessionPreferences(s, "x", { bucket: "arn:aws:s3:::sessions" })],
  [
    "replicationRole: name",
    "an ARN",
    (s) =>
      new ReplicaBucket(s, "x", {
        bucketName: "copies",
        kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
        replicationRole: { accountId: "111111111111", name: "arn:aws:iam::111111111111:role/copies" },
      }),
  ],
  [
    "readers",
    "nobody",
    (s) =>
      new ReplicaKey(s, "x", {
        bucketName: "copies",
        readers: [],
        replicationRole: { accountId: "111111111111", name: "copies" },
      }),
  ],
  ["logBuckets", "none", () => guardrailStatements({ ...GUARDED, logBuckets: [] })],
  [
    "breakGlassRole",
    "an ARN",
    () => guardrailStatements({ ...GUARDED, breakGlassRole: "arn:aws:iam::222222222222:role/x" }),
  ],
  [
    "Principal.AWS",
    "nobody, in a statement of one's own",
    () => policyDocument({ Sid: "X", Effect: "Allow", Principal: { AWS: [] }, Action: "s3:*" }),
  ],
];

/** Wrong all the same, and why nobody can know before AWS says so. */
const UNKNOWABLE: readonly (readonly [string, string, Make])[] = [
  [
    "a bucket's name that somebody else has",
    "only S3 knows all names",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs" }),
  ],
  [
    "a key of another region",
    "a reference has no value yet",
    (s) => new ConfigBucket(s, "x", { bucketName: "logs", kmsKeyArn: "${var.key}" }),
  ],
  [
    "an address with a directive of Terraform",
    "what it comes to has no blanks",
    (s) =>
      new AlertTopic(s, "x", {
        topicName: "alerts",
        alarmAccountIds: ["111111111111"],
        subscriptions: [{ protocol: "https", endpoint: "https://example.com/%{ if true }a%{ endif }" }],
      }),
  ],
  [
    "a bucket that does not exist",
    "another stack or another team makes it",
    (s) => new ConfigRecorder(s, "x", { bucket: "logs" }),
  ],
  [
    "a role that does not exist",
    "it need not exist yet",
    (s) =>
      new ConfigBucket(s, "x", {
        bucketName: "logs",
        protection: { breakGlassRoleArn: "arn:aws:iam::222222222222:role/nobody" },
      }),
  ],
  [
    "a second recorder of the region",
    "only AWS Config knows its recorders",
    (s) => new ConfigRecorder(s, "x", { bucket: "logs" }),
  ],
  [
    "a rule that AWS does not have",
    "AWS adds rules without notice",
    (s) => new AccountRule(s, "x", { ruleName: "rule", identifier: "NO_SUCH_RULE" }),
  ],
];

function stackOf(region = HERE.region): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "stack");
  awsEnvironment(stack, { ...HERE, region });
  return stack;
}

describe("wrong inputs", () => {
  it.each(REFUSED)("%s: %s", (prop, _, make) => {
    let message = "";
    try {
      make(stackOf());
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`${prop}: `.replace(/^Principal.AWS: $/, "Principal.AWS"));
    expect(message).toMatch(/got .+; allowed: .+|has an empty list/);
  });

  it.each(UNKNOWABLE)("is not known before AWS says so: %s, as %s", (_, __, make) => {
    expect(() => make(stackOf())).not.toThrow();
  });

  it("are at least sixty", () => {
    expect(REFUSED.length).toBeGreaterThanOrEqual(60);
  });

  it("says which construct of which stack has no environment", () => {
    const stack = new TerraformStack(Testing.app(), "bare");
    expect(() => new PasswordPolicy(stack, "policy")).toThrow(
      "bare/policy: environment: there is none; give the module one, or the whole stack by awsEnvironment(",
    );
  });
});
