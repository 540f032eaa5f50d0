import { AgentParameters, HostLogGroup, HostPolicy, MemoryAlarm, SessionPreferences } from "../../../modules/hosts";
import { ofOrganization, SessionBucket } from "../../../modules/s3";
import type { Uses } from "./uses";

const kmsKeyArn = "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** Every prop of the constructs of `modules/hosts`. */
export const HOSTS: Uses = {
  AgentParameters: (stack) =>
    new AgentParameters(stack, "agent", {
      linuxParameterName: "AmazonCloudWatch-linux",
      windowsParameterName: "AmazonCloudWatch-windows",
      namespace: "Hosts",
      logGroupPrefix: "/security/hosts",
    }),
  HostLogGroup: (stack) =>
    new HostLogGroup(stack, "log-group", {
      logGroupName: "/security/hosts/security",
      retentionInDays: 90,
      kmsKeyArn,
    }),
  HostPolicy: (stack) =>
    new HostPolicy(stack, "policy", {
      policyName: "hosts",
      namespace: "Hosts",
      logGroupArns: ["arn:aws:logs:eu-west-1:222222222222:log-group:/security/hosts/security"],
      parameterArns: ["arn:aws:ssm:eu-west-1:222222222222:parameter/AmazonCloudWatch-linux"],
      sessionBucketArn: "arn:aws:s3:::example-sessions",
      sessionKmsKeyArn: kmsKeyArn,
      cisScans: true,
    }),
  MemoryAlarm: (stack) =>
    new MemoryAlarm(stack, "memory", {
      alarmName: "hosts-memory",
      namespace: "Hosts",
      system: "windows",
      thresholdPercent: 95,
      topicArn: "arn:aws:sns:eu-west-1:222222222222:alerts",
    }),
  SessionPreferences: (stack) =>
    new SessionPreferences(stack, "sessions", {
      bucket: new SessionBucket(stack, "bucket", {
        bucketName: "example-sessions",
        protection: ofOrganization("o-exampleorgid"),
      }),
      keyPrefix: "222222222222",
      kmsKeyArn,
      idleMinutes: 10,
      maxMinutes: 480,
      isExisting: true,
    }),
};
