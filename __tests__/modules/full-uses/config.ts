import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { configRules } from "../../../catalogs";
import { AccountRule, AccountRules, ConfigRecorder } from "../../../modules/config";
import { ConfigBucket } from "../../../modules/s3";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/config`. */
export const CONFIG: Uses = {
  AccountRule: (stack) => {
    const recorder = new ConfigRecorder(stack, "recorder", { bucket: "example-config-logs" });
    new AccountRule(stack, "tags", {
      ruleName: "buckets-have-an-owner",
      identifier: "REQUIRED_TAGS",
      description: "Buckets without the tag owner",
      inputParameters: { tag1Key: "owner" },
      resourceTypes: ["AWS::S3::Bucket"],
      recorder,
    });
    new AccountRule(stack, "flow-logs", {
      identifier: "VPC_FLOW_LOGS_ENABLED",
      resourceTypes: ["AWS::EC2::VPC"],
      resourceId: "vpc-0123456789abcdef0",
      maximumExecutionFrequency: "Six_Hours",
      remediation: {
        document: "AWS-EnableVPCFlowLogs",
        resourceIdParameter: "VPCIds",
        parameters: { LogDestinationType: "s3", LogDestinationArn: "arn:aws:s3:::example-flow-logs" },
        roleArn: "arn:aws:iam::222222222222:role/remediation",
        automatic: false,
      },
      recorder,
    });
  },
  AccountRules: (stack) => {
    const recorder = new ConfigRecorder(stack, "recorder", { bucket: "example-config-logs" });
    new AccountRules(stack, "rules", {
      recorder,
      rules: {
        ...configRules({ region: "eu-west-1", controls: "CIS" }),
        owners: { identifier: "REQUIRED_TAGS", inputParameters: { tag1Key: "owner" } },
      },
    });
  },
  ConfigRecorder: (stack) => {
    const bucket = new ConfigBucket(stack, "bucket", { bucketName: "example-config-logs" });
    new ConfigRecorder(stack, "recorder", {
      bucket,
      serviceLinkedRole: "existing",
      retentionInDays: 365,
      topicArn: "arn:aws:sns:eu-west-1:222222222222:config",
      deliveryFrequency: "Six_Hours",
      globalResourceTypes: "record",
      resourceTypes: { except: ["AWS::EC2::NetworkInterface"] },
      frequency: "continuous",
      otherFrequency: ["AWS::EC2::Instance"],
      adopt: { recorderName: "old-recorder", channelName: "old-channel" },
    });
    const role = new DataAwsIamRole(stack, "role", { name: "config" });
    new ConfigRecorder(stack, "recorder-in-frankfurt", {
      environment: {
        accountId: "222222222222",
        partition: "aws",
        region: "eu-central-1",
        provider: new AwsProvider(stack, "frankfurt", { alias: "frankfurt", region: "eu-central-1" }),
      },
      bucket,
      roleArn: role.arn,
      dependsOn: [role],
      globalResourceTypes: "ignore",
    });
  },
};
