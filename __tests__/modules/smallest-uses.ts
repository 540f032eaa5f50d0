import type { TerraformStack } from "cdktf";
import { guardrailStatements } from "../../catalogs";
import * as accessanalyzer from "../../modules/accessanalyzer";
import * as account from "../../modules/account";
import * as chat from "../../modules/chat";
import * as cloudhsm from "../../modules/cloudhsm";
import * as cloudtrail from "../../modules/cloudtrail";
import * as cloudwatch from "../../modules/cloudwatch";
import * as config from "../../modules/config";
import * as ec2 from "../../modules/ec2";
import * as events from "../../modules/events";
import * as hosts from "../../modules/hosts";
import * as iam from "../../modules/iam";
import * as inspector from "../../modules/inspector";
import * as kms from "../../modules/kms";
import * as logValidation from "../../modules/log-validation";
import * as organizations from "../../modules/organizations";
import * as s3 from "../../modules/s3";
import * as sns from "../../modules/sns";
import * as sqs from "../../modules/sqs";
import * as sso from "../../modules/sso";
import * as vpc from "../../modules/vpc";

/** Every index that the package exports. */
export const INDEXES: Readonly<Record<string, object>> = {
  accessanalyzer,
  account,
  chat,
  cloudhsm,
  cloudtrail,
  cloudwatch,
  config,
  ec2,
  events,
  hosts,
  iam,
  inspector,
  kms,
  "log-validation": logValidation,
  organizations,
  s3,
  sns,
  sqs,
  sso,
  vpc,
};

const trail = { trailName: "trail", accountId: "222222222222", region: "eu-west-1", organizationId: "o-exampleorgid" };
const topicArn = "arn:aws:sns:eu-west-1:222222222222:alerts";
const busArn = "arn:aws:events:eu-west-1:222222222222:event-bus/security";
const eventPattern = { source: ["aws.signin"] };
const logGroup = "/aws/cloudtrail/trail";
const statement = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;
const replicationRole = { accountId: "111111111111", name: "copies" };
const trustAnchor = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";

/** The least that each public construct takes; its id is `x`. */
export const SMALLEST: Readonly<Record<string, (stack: TerraformStack) => unknown>> = {
  AccessAnalyzerRole: (stack) => new accessanalyzer.AccessAnalyzerRole(stack, "x"),
  AccessLogBucket: (stack) => new s3.AccessLogBucket(stack, "x", { bucketName: "access-logs" }),
  AccountDefaults: (stack) => new account.AccountDefaults(stack, "x"),
  AccountPublicAccessBlock: (stack) => new s3.AccountPublicAccessBlock(stack, "x"),
  AccountRule: (stack) => new config.AccountRule(stack, "x", { identifier: "ROOT_ACCOUNT_MFA_ENABLED" }),
  AccountRules: (stack) =>
    new config.AccountRules(stack, "x", {
      rules: { mfa: { identifier: "ROOT_ACCOUNT_MFA_ENABLED" } },
    }),
  AgentParameters: (stack) =>
    new hosts.AgentParameters(stack, "x", { namespace: "Hosts", logGroupPrefix: "/org/hosts" }),
  AggregateAuthorization: (stack) =>
    new config.AggregateAuthorization(stack, "x", { aggregatorAccountId: "111111111111" }),
  AlarmDashboard: (stack) =>
    new cloudwatch.AlarmDashboard(stack, "x", {
      sections: [{ title: "All", alarmArns: [] }],
    }),
  AlertTopic: (stack) => new sns.AlertTopic(stack, "x"),
  Assignments: (stack) =>
    new sso.Assignments(stack, "x", {
      permissionSet: new sso.PermissionSet(stack, "set", { instanceArn }),
      groupId: new sso.IdentityCenter(stack, "center").groupId("auditors", "Auditors"),
      accounts: { production: "333333333333" },
    }),
  BreakGlassRole: (stack) =>
    new iam.BreakGlassRole(stack, "x", { trusted: { users: ["arn:aws:iam::111111111111:user/emergency"] } }),
  ChatChannel: (stack) =>
    new chat.ChatChannel(stack, "x", {
      client: { slack: { teamId: "T07EXAMPLE", channelId: "C07EXAMPLE" } },
      topicArns: [topicArn],
    }),
  ChatRole: (stack) => new chat.ChatRole(stack, "x"),
  CisScanConfiguration: (stack) =>
    new inspector.CisScanConfiguration(stack, "x", { targetTags: { Environment: ["production"] } }),
  CloudHsmKeyStore: (stack) => new kms.CloudHsmKeyStore(stack, "x", { cluster: "cluster-abcdefghijk", trustAnchor }),
  CloudWatchAccessPolicies: (stack) => new cloudwatch.CloudWatchAccessPolicies(stack, "x"),
  ConfigAccessPolicies: (stack) => new config.ConfigAccessPolicies(stack, "x"),
  ConfigBucket: (stack) => new s3.ConfigBucket(stack, "x", { bucketName: "config-logs" }),
  ConfigRecorder: (stack) => new config.ConfigRecorder(stack, "x", { bucket: "config-logs" }),
  ConfigRecorderRole: (stack) => new config.ConfigRecorderRole(stack, "x", { bucket: "config-logs" }),
  CustomerManagedKey: (stack) => new kms.CustomerManagedKey(stack, "x", { description: "Files", statements: [] }),
  DeadLetterQueue: (stack) => new sqs.DeadLetterQueue(stack, "x"),
  DelegatedAdministrator: (stack) =>
    new organizations.DelegatedAdministrator(stack, "x", {
      accountId: "111111111111",
      services: ["config.amazonaws.com"],
    }),
  EbsEncryption: (stack) => new ec2.EbsEncryption(stack, "x"),
  EventAlert: (stack) => new events.EventAlert(stack, "x", { eventPattern, topicArn }),
  EventForwarderRole: (stack) => new events.EventForwarderRole(stack, "x", { busArn }),
  EventForwarding: (stack) => new events.EventForwarding(stack, "x", { eventPattern, busArn }),
  EventTargetRole: (stack) => new events.EventTargetRole(stack, "x", { roleName: "targets", targets: [topicArn] }),
  ExternalAggregator: (stack) => new config.ExternalAggregator(stack, "x", { accountIds: ["333333333333"] }),
  ExternalKeyStore: (stack) => new kms.ExternalKeyStore(stack, "x", { endpoint: "https://xks.example.com" }),
  FlowLog: (stack) =>
    new vpc.FlowLog(stack, "x", {
      source: { vpcId: "vpc-0123456789abcdef0" },
      destination: { bucketArn: "arn:aws:s3:::flow-logs" },
    }),
  FlowLogBucket: (stack) => new s3.FlowLogBucket(stack, "x", { bucketName: "flow-logs" }),
  FlowLogGroup: (stack) => new vpc.FlowLogGroup(stack, "x", { logGroupName: "flow-logs" }),
  FunctionGroup: (stack) =>
    new iam.FunctionGroup(stack, "x", {
      roleArns: ["arn:aws:iam::333333333333:role/auditor"],
      mfaPolicyArn: "arn:aws:iam::222222222222:policy/mfa",
    }),
  FunctionPolicies: (stack) => new iam.FunctionPolicies(stack, "x", { policies: { auditor: [statement] } }),
  FunctionRole: (stack) =>
    new iam.FunctionRole(stack, "x", {
      trust: [iam.trustUsers(["arn:aws:iam::111111111111:root"])],
      policyArns: { audit: "arn:aws:iam::aws:policy/SecurityAudit" },
    }),
  GroupMember: (stack) => new iam.GroupMember(stack, "x", { userName: "alice", groups: ["auditors"] }),
  HostLogGroup: (stack) => new hosts.HostLogGroup(stack, "x", { logGroupName: "/org/hosts/security" }),
  HostPolicy: (stack) =>
    new hosts.HostPolicy(stack, "x", {
      namespace: "Hosts",
      logGroupArns: ["arn:aws:logs:eu-west-1:222222222222:log-group:/org/hosts/security"],
      parameterArns: ["arn:aws:ssm:eu-west-1:222222222222:parameter/AmazonCloudWatch-linux"],
    }),
  HsmCluster: (stack) =>
    new cloudhsm.HsmCluster(stack, "x", {
      subnets: [{ availabilityZone: "eu-west-1a", subnetId: "subnet-0123456789abcdef0" }],
    }),
  HsmNetwork: (stack) => new cloudhsm.HsmNetwork(stack, "x", { availabilityZones: ["eu-west-1a", "eu-west-1b"] }),
  IdentityCenter: (stack) => new sso.IdentityCenter(stack, "x"),
  InspectorAdministrator: (stack) => new inspector.InspectorAdministrator(stack, "x"),
  InspectorDelegatedAdministrator: (stack) =>
    new inspector.InspectorDelegatedAdministrator(stack, "x", { accountId: "111111111111" }),
  InspectorMember: (stack) => new inspector.InspectorMember(stack, "x", { accountId: "333333333333" }),
  InspectorOrganizationConfiguration: (stack) => new inspector.InspectorOrganizationConfiguration(stack, "x"),
  InstanceMetadataDefaults: (stack) => new ec2.InstanceMetadataDefaults(stack, "x"),
  LogAlarm: (stack) =>
    new cloudwatch.LogAlarm(stack, "x", {
      alarmName: "root",
      alarmDescription: "The root user did something",
      metricName: "root",
      logGroupName: logGroup,
      pattern: '{ $.userIdentity.type = "Root" }',
      metricNamespace: "security",
    }),
  LogAlarms: (stack) =>
    new cloudwatch.LogAlarms(stack, "x", {
      logGroup,
      alarms: { rootSignIn: { title: "The root user signs in", pattern: '{ $.userIdentity.type = "Root" }' } },
    }),
  LogGroupKey: (stack) => new kms.LogGroupKey(stack, "x", { logGroupName: logGroup }),
  LogKey: (stack) => new kms.LogKey(stack, "x", { trail }),
  LogValidator: (stack) => new logValidation.LogValidator(stack, "x", { trail, bucket: "trail-logs" }),
  MemoryAlarm: (stack) => new hosts.MemoryAlarm(stack, "x", { namespace: "Hosts" }),
  MetricAlarm: (stack) =>
    new cloudwatch.MetricAlarm(stack, "x", {
      alarmName: "undelivered",
      alarmDescription: "Messages wait in the queue for what could not be delivered",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      statistic: "Sum",
      periodSeconds: 60,
      comparison: ">",
      threshold: 1,
      missingData: "ignore",
    }),
  MfaDeleteRule: (stack) => new config.MfaDeleteRule(stack, "x", { bucketName: "trail-logs" }),
  MfaPolicy: (stack) => new iam.MfaPolicy(stack, "x"),
  MultiAccountSetupRole: (stack) => new config.MultiAccountSetupRole(stack, "x"),
  NotificationKey: (stack) =>
    new kms.NotificationKey(stack, "x", {
      encrypters: [{ sid: "Alarms", service: "cloudwatch.amazonaws.com", to: { topicArn } }],
    }),
  OidcProvider: (stack) => new iam.OidcProvider(stack, "x", { url: "https://token.actions.githubusercontent.com" }),
  OrganizationAggregator: (stack) => new config.OrganizationAggregator(stack, "x"),
  OrganizationAnalyzer: (stack) => new accessanalyzer.OrganizationAnalyzer(stack, "x"),
  OrganizationConformancePack: (stack) =>
    new config.OrganizationConformancePack(stack, "x", { templateBody: "Resources: {}" }),
  OrganizationFunctionRule: (stack) =>
    new config.OrganizationFunctionRule(stack, "x", {
      functionArn: "arn:aws:lambda:eu-west-1:222222222222:function:owner",
      accountIds: ["222222222222", "333333333333"],
    }),
  OrganizationManagedRule: (stack) =>
    new config.OrganizationManagedRule(stack, "x", { identifier: "ROOT_ACCOUNT_MFA_ENABLED" }),
  OrganizationPolicy: (stack) =>
    new organizations.OrganizationPolicy(stack, "x", {
      content: guardrailStatements({ breakGlassRole: "break-glass", deploymentRole: "deployment" }),
      targets: { root: "r-ab12" },
    }),
  OrganizationPolicyRule: (stack) =>
    new config.OrganizationPolicyRule(stack, "x", { policyText: "rule named { tags exists }" }),
  OrganizationRules: (stack) =>
    new config.OrganizationRules(stack, "x", { rules: { mfa: { identifier: "ROOT_ACCOUNT_MFA_ENABLED" } } }),
  PasswordPolicy: (stack) => new iam.PasswordPolicy(stack, "x"),
  PermissionSet: (stack) => new sso.PermissionSet(stack, "x", { instanceArn }),
  PermissionsBoundary: (stack) => new iam.PermissionsBoundary(stack, "x", { statements: [statement] }),
  PrivateBucket: (stack) =>
    new s3.PrivateBucket(stack, "x", {
      bucketName: "team-logs",
      writer: { roleArn: "arn:aws:iam::222222222222:role/shipper" },
    }),
  RemediationRole: (stack) => new config.RemediationRole(stack, "x", { actions: ["ec2:CreateFlowLogs"] }),
  ReplicaBucket: (stack) =>
    new s3.ReplicaBucket(stack, "x", {
      bucketName: "copies",
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
      replicationRole,
    }),
  ReplicaKey: (stack) => new kms.ReplicaKey(stack, "x", { bucketName: "copies", replicationRole }),
  SamlProvider: (stack) => new iam.SamlProvider(stack, "x", { metadata: "x".repeat(1000) }),
  SecurityBus: (stack) => new events.SecurityBus(stack, "x", { organizationId: "o-exampleorgid" }),
  SecurityContact: (stack) =>
    new account.SecurityContact(stack, "x", {
      name: "Security team",
      title: "Security officer",
      email: "security@example.com",
      phone: "+49 30 1234567",
    }),
  SessionBucket: (stack) =>
    new s3.SessionBucket(stack, "x", { bucketName: "sessions", protection: s3.ofOrganization("o-exampleorgid") }),
  SessionPreferences: (stack) => new hosts.SessionPreferences(stack, "x", { bucket: "sessions" }),
  SnapshotBlockPublicAccess: (stack) => new ec2.SnapshotBlockPublicAccess(stack, "x"),
  StripDefaultSecurityGroups: (stack) => new vpc.StripDefaultSecurityGroups(stack, "x"),
  SubscribedQueue: (stack) =>
    new sqs.SubscribedQueue(stack, "x", {
      topicArn,
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
    }),
  SuppressionFilter: (stack) =>
    new inspector.SuppressionFilter(stack, "x", {
      reason: "Not reachable from outside (until 2027-01-31)",
      criteria: { texts: { vulnerabilityId: ["CVE-2024-12345"] } },
    }),
  Trail: (stack) => new cloudtrail.Trail(stack, "x", { trail, bucket: "trail-logs" }),
  TrailBucket: (stack) => new s3.TrailBucket(stack, "x", { bucketName: "trail-logs", trail }),
  TrailDeliveryTopic: (stack) =>
    new cloudtrail.TrailDeliveryTopic(stack, "x", {
      topicName: "deliveries",
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
      trailArn: "arn:aws:cloudtrail:eu-west-1:222222222222:trail/trail",
    }),
  TrailLogGroup: (stack) => new cloudtrail.TrailLogGroup(stack, "x", { logGroupName: logGroup }),
  VpcFlowLogs: (stack) => new vpc.VpcFlowLogs(stack, "x", { bucket: { bucketArn: "arn:aws:s3:::flow-logs" } }),
};
