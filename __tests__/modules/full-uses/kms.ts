import { TerraformVariable } from "cdktf";
import {
  CloudHsmKeyStore,
  CustomerManagedKey,
  ExternalKeyStore,
  LogGroupKey,
  LogKey,
  NotificationKey,
  ReplicaKey,
} from "../../../modules/kms";
import { HsmCluster, HsmNetwork } from "../../../modules/cloudhsm";
import type { Uses } from "./uses";

const trail = {
  trailName: "security",
  accountId: "222222222222",
  region: "eu-west-1",
  organizationId: "o-exampleorgid",
};
const breakGlassRoleArn = "arn:aws:iam::222222222222:role/break-glass";
const material = { keyStoreId: "cks-1234567890abcdef0" };
const queueArn = "arn:aws:sqs:eu-west-1:222222222222:alerts";

/** Every prop of the constructs of `modules/kms`. */
export const KMS: Uses = {
  CustomerManagedKey: (stack) =>
    new CustomerManagedKey(stack, "backups", {
      description: "Backups of the payroll",
      statements: [
        {
          Sid: "BackupUsesKey",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::222222222222:role/backup" },
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
        },
      ],
      alias: "alias/backups",
      breakGlassRoleArn,
      material,
    }),
  LogGroupKey: (stack) =>
    new LogGroupKey(stack, "events", {
      logGroupName: "/aws/cloudtrail/security",
      alias: "alias/trail-events",
      breakGlassRoleArn,
      material,
    }),
  LogKey: (stack) =>
    new LogKey(stack, "logs", {
      trail,
      configBucketName: "example-config-logs",
      readers: ["arn:aws:iam::333333333333:root"],
      alias: "alias/logs",
      breakGlassRoleArn,
      material,
    }),
  NotificationKey: (stack) =>
    new NotificationKey(stack, "notifications", {
      encrypters: [
        {
          sid: "Alarms",
          service: "cloudwatch.amazonaws.com",
          to: { topicArn: "arn:aws:sns:eu-west-1:222222222222:alerts" },
        },
        { sid: "Topic", service: "sns.amazonaws.com", to: { queueArns: [queueArn] } },
      ],
      consumers: { accountRoots: ["arn:aws:iam::333333333333:root"], queueArn },
      redriver: {
        roleArn: "arn:aws:iam::222222222222:role/redriver",
        queueArns: [queueArn, "arn:aws:sqs:eu-west-1:222222222222:alerts-dead-letters"],
      },
      alias: "alias/notifications",
      breakGlassRoleArn,
      material,
    }),
  CloudHsmKeyStore: (stack) => {
    const network = new HsmNetwork(stack, "network", { availabilityZones: ["eu-west-1a", "eu-west-1b"] });
    new CloudHsmKeyStore(stack, "key-store", {
      cluster: new HsmCluster(stack, "cluster", { subnets: network.subnets }),
      trustAnchor: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
      password: new TerraformVariable(stack, "kmsuser", { type: "string", sensitive: true }).stringValue,
      name: "hsm",
      connectionAdvice: "Connect it as the runbook in the wiki says.",
    });
  },
  ExternalKeyStore: (stack) => {
    new TerraformVariable(stack, "xks_id", { type: "string", sensitive: true });
    new TerraformVariable(stack, "xks_secret", { type: "string", sensitive: true });
    new ExternalKeyStore(stack, "key-store", {
      connectivity: "vpc-endpoint-service",
      endpoint: "https://xks.example.com",
      path: "/keys/kms/xks/v1",
      endpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
      credential: { accessKeyId: "var.xks_id", secretAccessKey: "var.xks_secret" },
      name: "external",
      connectionAdvice: "Connect it as the runbook in the wiki says.",
    });
  },
  ReplicaKey: (stack) =>
    new ReplicaKey(stack, "copies", {
      replicationRole: { accountId: "333333333333", name: "log-replication" },
      bucketName: "example-log-copies",
      readers: ["arn:aws:iam::444444444444:root"],
      alias: "alias/log-copies",
      breakGlassRoleArn,
      material,
    }),
};
