import { cisAlarms } from "../../../catalogs";
import {
  AlarmDashboard,
  CloudWatchAccessPolicies,
  LogAlarm,
  LogAlarms,
  MetricAlarm,
} from "../../../modules/cloudwatch";
import { AlertTopic } from "../../../modules/sns";
import type { Uses } from "./uses";

const topicArn = "arn:aws:sns:eu-west-1:222222222222:alerts";
const logGroupName = "/aws/cloudtrail/security";

/** Every prop of the constructs of `modules/cloudwatch`. */
export const CLOUDWATCH: Uses = {
  AlarmDashboard: (stack) => {
    const alarms = new LogAlarms(stack, "cis", { logGroup: logGroupName, alarms: cisAlarms() });
    new AlarmDashboard(stack, "dashboard", {
      dashboardName: "security",
      markdown: "# Security\nWho is on call is in the wiki.",
      sections: [alarms, { title: "Others", alarmArns: ["arn:aws:cloudwatch:eu-west-1:222222222222:alarm:disk-full"] }],
    });
  },
  LogAlarm: (stack) =>
    new LogAlarm(stack, "root", {
      logGroupName,
      pattern: '{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }',
      metricNamespace: "security",
      metricName: "root",
      alarmName: "security-root",
      alarmDescription: "The root user did something. Ask who it was.",
      threshold: 3,
      periodSeconds: 60,
      topicArn,
    }),
  LogAlarms: (stack) => {
    const urgent = new AlertTopic(stack, "urgent", { subscriptions: ["on-call@example.com"] });
    new LogAlarms(stack, "cis", {
      logGroup: logGroupName,
      alarms: {
        ...cisAlarms({ version: "5.0", variant: "tuned" }),
        leaver: {
          title: "A leaver's role is assumed",
          advice: "Ask whose access was forgotten.",
          pattern: '{ $.eventName = "AssumeRole" && $.requestParameters.roleArn = "*:role/leaver" }',
          threshold: 1,
          severity: "critical",
        },
      },
      topicArn: { critical: urgent.topicArn, high: topicArn, medium: topicArn, low: topicArn },
      title: "CIS AWS Foundations",
      namespace: "cis",
    });
  },
  MetricAlarm: (stack) =>
    new MetricAlarm(stack, "undelivered", {
      alarmName: "undelivered",
      alarmDescription: "Messages wait in the queue for what could not be delivered. Read them, and send them again.",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "undelivered" },
      statistic: "Maximum",
      periodSeconds: 300,
      evaluationPeriods: 3,
      comparison: ">",
      threshold: 0,
      missingData: "notBreaching",
      topicArn,
    }),
  CloudWatchAccessPolicies: (stack) =>
    new CloudWatchAccessPolicies(stack, "access", {
      readerPolicyName: "alarm-reader",
      operatorPolicyName: "alarm-operator",
      logGroupArns: ["arn:aws:logs:eu-west-1:222222222222:log-group:/aws/cloudtrail/security"],
      topicArns: [topicArn],
    }),
};
