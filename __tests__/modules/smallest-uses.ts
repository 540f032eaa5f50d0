import type { TerraformStack } from "cdktf";
import { guardrailStatements } from "../../catalogs";
import * as account from "../../modules/account";
import * as cloudtrail from "../../modules/cloudtrail";
import * as cloudwatch from "../../modules/cloudwatch";
import * as config from "../../modules/config";
import * as ec2 from "../../modules/ec2";
import * as events from "../../modules/events";
import * as iam from "../../modules/iam";
import * as kms from "../../modules/kms";
import * as organizations from "../../modules/organizations";
import * as s3 from "../../modules/s3";
import * as sns from "../../modules/sns";
import * as sqs from "../../modules/sqs";
import * as vpc from "../../modules/vpc";

/** Every index that the package exports. */
export const INDEXES: Readonly<Record<string, object>> = {
  account,
  cloudtrail,
  cloudwatch,
  config,
  ec2,
  events,
  iam,
  kms,
  organizations,
  s3,
  sns,
  sqs,
  vpc,
};

const trail = { trailName: "trail", accountId: "222222222222", region: "eu-west-1", organizationId: "o-exampleorgid" };
const topicArn = "arn:aws:sns:eu-west-1:222222222222:alerts";
const busArn = "arn:aws:events:eu-west-1:222222222222:event-bus/security";
const eventPattern = { source: ["aws.signin"] };
const logGroup = "/aws/cloudtrail/trail";

/** The least that each public construct takes; its id is `x`. */
export const SMALLEST: Readonly<Record<string, (stack: TerraformStack) => unknown>> = {
  AccessLogBucket: (stack) => new s3.AccessLogBucket(stack, "x", { bucketName: "access-logs" }),
  AccountDefaults: (stack) => new account.AccountDefaults(stack, "x"),
  AccountPublicAccessBlock: (stack) => new s3.AccountPublicAccessBlock(stack, "x"),
  AccountRule: (stack) => new config.AccountRule(stack, "x", { identifier: "ROOT_ACCOUNT_MFA_ENABLED" }),
  AccountRules: (stack) =>
    new config.AccountRules(stack, "x", {
      rules: { mfa: { identifier: "ROOT_ACCOUNT_MFA_ENABLED" } },
    }),
  AlarmDashboard: (stack) =>
    new cloudwatch.AlarmDashboard(stack, "x", {
      sections: [{ title: "All", alarmArns: [] }],
    }),
  AlertTopic: (stack) => new sns.AlertTopic(stack, "x"),
  ConfigBucket: (stack) => new s3.ConfigBucket(stack, "x", { bucketName: "config-logs" }),
  ConfigRecorder: (stack) => new config.ConfigRecorder(stack, "x", { bucket: "config-logs" }),
  CustomerManagedKey: (stack) => new kms.CustomerManagedKey(stack, "x", { description: "Files", statements: [] }),
  DeadLetterQueue: (stack) => new sqs.DeadLetterQueue(stack, "x"),
  EbsEncryption: (stack) => new ec2.EbsEncryption(stack, "x"),
  EventAlert: (stack) => new events.EventAlert(stack, "x", { eventPattern, topicArn }),
  EventForwarderRole: (stack) => new events.EventForwarderRole(stack, "x", { busArn }),
  EventForwarding: (stack) => new events.EventForwarding(stack, "x", { eventPattern, busArn }),
  EventTargetRole: (stack) => new events.EventTargetRole(stack, "x", { roleName: "targets", targets: [topicArn] }),
  FlowLog: (stack) =>
    new vpc.FlowLog(stack, "x", {
      source: { vpcId: "vpc-0123456789abcdef0" },
      destination: { bucketArn: "arn:aws:s3:::flow-logs" },
    }),
  FlowLogBucket: (stack) => new s3.FlowLogBucket(stack, "x", { bucketName: "flow-logs" }),
  FlowLogGroup: (stack) => new vpc.FlowLogGroup(stack, "x", { logGroupName: "flow-logs" }),
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
  NotificationKey: (stack) =>
    new kms.NotificationKey(stack, "x", {
      encrypters: [{ sid: "Alarms", service: "cloudwatch.amazonaws.com", to: { topicArn } }],
    }),
  OrganizationPolicy: (stack) =>
    new organizations.OrganizationPolicy(stack, "x", {
      content: guardrailStatements({ breakGlassRole: "break-glass", deploymentRole: "deployment" }),
      targets: { root: "r-ab12" },
    }),
  PasswordPolicy: (stack) => new iam.PasswordPolicy(stack, "x"),
  PrivateBucket: (stack) =>
    new s3.PrivateBucket(stack, "x", {
      bucketName: "team-logs",
      writer: { roleArn: "arn:aws:iam::222222222222:role/shipper" },
    }),
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
  SnapshotBlockPublicAccess: (stack) => new ec2.SnapshotBlockPublicAccess(stack, "x"),
  StripDefaultSecurityGroups: (stack) => new vpc.StripDefaultSecurityGroups(stack, "x"),
  SubscribedQueue: (stack) =>
    new sqs.SubscribedQueue(stack, "x", {
      topicArn,
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
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
