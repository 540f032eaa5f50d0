import { LogKey } from "../../../modules/kms";
import {
  AccessLogBucket,
  AccountPublicAccessBlock,
  ConfigBucket,
  FlowLogBucket,
  ofAccount,
  ofOrganization,
  PrivateBucket,
  ReplicaBucket,
  SessionBucket,
  TrailBucket,
} from "../../../modules/s3";
import type { Uses } from "./uses";

const trail = {
  trailName: "security",
  accountId: "222222222222",
  region: "eu-west-1",
  organizationId: "o-exampleorgid",
};
const protection = ofOrganization("o-exampleorgid", {
  minimumTlsVersion: "1.3",
  breakGlassRoleArn: "arn:aws:iam::222222222222:role/break-glass",
  readers: ["arn:aws:iam::333333333333:root"],
});
const retention = { hotDays: 90, archiveDays: 365, totalDays: 2557 };
const accessLogBucket = "example-access-logs";
const replication = {
  roleName: "log-replication",
  target: {
    bucketName: "example-log-copies",
    accountId: "444444444444",
    kmsKeyArn: "arn:aws:kms:eu-central-1:444444444444:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  },
};
const otherKeyArns = ["arn:aws:kms:eu-west-1:222222222222:key/0987dcba-09fe-87dc-65ba-ab0987654321"];

/** Every prop of the constructs of `modules/s3`. */
export const S3: Uses = {
  AccessLogBucket: (stack) =>
    new AccessLogBucket(stack, "access-logs", {
      bucketName: "example-access-logs",
      protection,
      retention,
      sourceBucketNames: ["example-trail-logs", "example-config-logs"],
    }),
  AccountPublicAccessBlock: (stack) => new AccountPublicAccessBlock(stack, "public-access"),
  ConfigBucket: (stack) =>
    new ConfigBucket(stack, "config", {
      bucketName: "example-config-logs",
      protection,
      retention,
      accessLogBucket,
      kmsKeyArn: new LogKey(stack, "key", { trail, configBucketName: "example-config-logs" }).keyArn,
    }),
  FlowLogBucket: (stack) =>
    new FlowLogBucket(stack, "flow-logs", { bucketName: "example-flow-logs", protection, retention, accessLogBucket }),
  PrivateBucket: (stack) => {
    const shipper = "arn:aws:iam::222222222222:role/shipper";
    new PrivateBucket(stack, "team-logs", {
      bucketName: "example-team-logs",
      protection: ofAccount({ readers: ["arn:aws:iam::333333333333:root"] }),
      retention,
      accessLogBucket: new AccessLogBucket(stack, "access-logs", { bucketName: accessLogBucket }),
      writer: { roleArn: shipper },
      statements: [
        {
          Sid: "ShipperWrites",
          Effect: "Allow",
          Principal: { AWS: shipper },
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::example-team-logs/*",
        },
      ],
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      otherKeyArns,
      objectLock: { mode: "governance", days: 90 },
      replication,
      emitsEvents: true,
    });
  },
  SessionBucket: (stack) =>
    new SessionBucket(stack, "sessions", { bucketName: "example-sessions", protection, retention, accessLogBucket }),
  TrailBucket: (stack) =>
    new TrailBucket(stack, "trail", {
      bucketName: "example-trail-logs",
      trail,
      protection,
      retention,
      accessLogBucket,
      kmsKeyArn: new LogKey(stack, "key", { trail }).keyArn,
      otherKeyArns,
      objectLock: { mode: "compliance", days: 365 },
      replication,
      emitsEvents: true,
    }),
  ReplicaBucket: (stack) =>
    new ReplicaBucket(stack, "copies", {
      bucketName: "example-log-copies",
      protection,
      retention,
      accessLogBucket,
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      replicationRole: { accountId: "333333333333", name: "log-replication" },
      objectLock: { mode: "governance", days: 90 },
    }),
};
