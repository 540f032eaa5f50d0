import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { configRules } from "../../../catalogs";
import {
  AccountRule,
  AccountRules,
  AggregateAuthorization,
  ConfigAccessPolicies,
  ConfigRecorder,
  ConfigRecorderRole,
  ExternalAggregator,
  MfaDeleteRule,
  MultiAccountSetupRole,
  OrganizationAggregator,
  OrganizationConformancePack,
  OrganizationFunctionRule,
  OrganizationManagedRule,
  OrganizationPolicyRule,
  OrganizationRules,
  RemediationRole,
} from "../../../modules/config";
import { ConfigBucket } from "../../../modules/s3";
import { DelegatedAdministrator } from "../../../modules/organizations";
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
  AggregateAuthorization: (stack) =>
    new AggregateAuthorization(stack, "aggregation", {
      aggregatorAccountId: "333333333333",
      aggregatorRegion: "eu-central-1",
    }),
  ConfigAccessPolicies: (stack) =>
    new ConfigAccessPolicies(stack, "access", {
      readerPolicyName: "config-reader",
      operatorPolicyName: "config-operator",
    }),
  ConfigRecorderRole: (stack) =>
    new ConfigRecorderRole(stack, "role", {
      roleName: "config-recorder",
      bucket: new ConfigBucket(stack, "bucket", { bucketName: "example-config-logs" }),
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      topicArns: ["arn:aws:sns:eu-west-1:222222222222:config"],
    }),
  ExternalAggregator: (stack) =>
    new ExternalAggregator(stack, "aggregator", { aggregatorName: "partners", accountIds: ["444444444444"] }),
  MfaDeleteRule: (stack) =>
    new MfaDeleteRule(stack, "mfa-delete", {
      ruleName: "mfa-delete",
      bucketName: "example-trail-logs",
      recorder: new ConfigRecorder(stack, "recorder", { bucket: "example-config-logs" }),
    }),
  MultiAccountSetupRole: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["config-multiaccountsetup.amazonaws.com"],
    });
    new MultiAccountSetupRole(stack, "setup", { after: [delegation] });
  },
  OrganizationAggregator: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["config-multiaccountsetup.amazonaws.com"],
    });
    new OrganizationAggregator(stack, "aggregator", {
      aggregatorName: "organization",
      roleName: "config-aggregator",
      after: [delegation],
    });
  },
  OrganizationConformancePack: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["config-multiaccountsetup.amazonaws.com"],
    });
    new OrganizationConformancePack(stack, "pack", {
      packName: "root-user",
      templateBody: [
        "Parameters:",
        "  Frequency: { Type: String }",
        "Resources:",
        "  RootMfa:",
        "    Type: AWS::Config::ConfigRule",
        "    Properties:",
        "      ConfigRuleName: root-mfa",
        "      MaximumExecutionFrequency: { Ref: Frequency }",
        "      Source: { Owner: AWS, SourceIdentifier: ROOT_ACCOUNT_MFA_ENABLED }",
      ].join("\n"),
      parameters: { Frequency: "Six_Hours" },
      excludedAccounts: ["444444444444"],
      after: [delegation],
    });
  },
  OrganizationFunctionRule: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["config-multiaccountsetup.amazonaws.com"],
    });
    new OrganizationFunctionRule(stack, "owners", {
      functionArn: "arn:aws:lambda:eu-west-1:222222222222:function:owner",
      triggerTypes: ["ConfigurationItemChangeNotification", "ScheduledNotification"],
      maximumExecutionFrequency: "Six_Hours",
      accountIds: ["222222222222", "333333333333"],
      ruleName: "owners",
      description: "Buckets have an owner",
      inputParameters: { tag1Key: "owner" },
      resourceTypes: ["AWS::S3::Bucket"],
      excludedAccounts: ["444444444444"],
      after: [delegation],
    });
  },
  OrganizationManagedRule: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["config-multiaccountsetup.amazonaws.com"],
    });
    new OrganizationManagedRule(stack, "owners", {
      identifier: "REQUIRED_TAGS",
      ruleName: "owners",
      description: "Buckets have an owner",
      inputParameters: { tag1Key: "owner" },
      resourceTypes: ["AWS::S3::Bucket"],
      excludedAccounts: ["444444444444"],
      after: [delegation],
    });
    new OrganizationManagedRule(stack, "root-mfa", {
      identifier: "ROOT_ACCOUNT_MFA_ENABLED",
      maximumExecutionFrequency: "Six_Hours",
    });
  },
  OrganizationPolicyRule: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["config-multiaccountsetup.amazonaws.com"],
    });
    new OrganizationPolicyRule(stack, "owners", {
      policyText: "rule owned when resourceType == 'AWS::S3::Bucket' { supplementaryConfiguration.tagSets exists }",
      triggerTypes: ["ConfigurationItemChangeNotification"],
      ruleName: "owners",
      description: "Buckets have an owner",
      inputParameters: { tag1Key: "owner" },
      resourceTypes: ["AWS::S3::Bucket"],
      excludedAccounts: ["444444444444"],
      after: [delegation],
    });
  },
  OrganizationRules: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["config-multiaccountsetup.amazonaws.com"],
    });
    new OrganizationRules(stack, "rules", {
      rules: configRules({ region: "eu-west-1", controls: "CIS" }),
      excludedAccounts: ["444444444444"],
      after: [delegation],
    });
  },
  RemediationRole: (stack) =>
    new RemediationRole(stack, "remediation", {
      roleName: "remediation",
      actions: ["ec2:CreateFlowLogs", "logs:CreateLogDelivery"],
    }),
};
