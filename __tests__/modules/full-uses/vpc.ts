import { FlowLogBucket } from "../../../modules/s3";
import { FlowLog, FlowLogGroup, StripDefaultSecurityGroups, VpcFlowLogs } from "../../../modules/vpc";
import type { Uses } from "./uses";

const fields = ["version", "account-id", "srcaddr", "dstaddr", "dstport", "action", "start", "end"];

/** Every prop of the constructs of `modules/vpc`. */
export const VPC: Uses = {
  FlowLog: (stack) =>
    new FlowLog(stack, "subnet", {
      source: { subnetId: "subnet-0123456789abcdef0" },
      destination: { bucketArn: "arn:aws:s3:::example-flow-logs", prefix: "shop" },
      trafficType: "REJECT",
      fields,
      maxAggregationSeconds: 60,
      tags: { team: "shop" },
    }),
  FlowLogGroup: (stack) =>
    new FlowLogGroup(stack, "flow-logs", {
      logGroupName: "/security/flow-logs",
      retentionInDays: 30,
      roleName: "flow-logs-to-logs",
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    }),
  StripDefaultSecurityGroups: (stack) => new StripDefaultSecurityGroups(stack, "default-groups"),
  VpcFlowLogs: (stack) =>
    new VpcFlowLogs(stack, "flow-logs", {
      bucket: new FlowLogBucket(stack, "bucket", { bucketName: "example-flow-logs" }),
      logGroup: new FlowLogGroup(stack, "log-group", { logGroupName: "/security/flow-logs" }),
      trafficType: "ALL",
      fields,
      maxAggregationSeconds: 600,
      tags: { team: "network" },
    }),
};
