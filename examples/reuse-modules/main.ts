// A log bucket and a key in a stack of your own: the modules take an account and a region, and know nothing of
// landing-zone.yaml. docs/modules.md says how the package is installed.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Environment } from "cdktf-landing-zone/modules/environment";
import { AccessLogBucket } from "cdktf-landing-zone/modules/s3/access-log-bucket";
import type { BucketProtection } from "cdktf-landing-zone/modules/s3/bucket-protection";
import { PrivateBucket } from "cdktf-landing-zone/modules/s3/private-bucket";

const app = new App();
const stack = new TerraformStack(app, "team-logs");
const environment: Environment = {
  accountId: "123456789012",
  partition: "aws",
  region: "eu-west-1",
  provider: new AwsProvider(stack, "aws", { region: "eu-west-1", allowedAccountIds: ["123456789012"] }),
};

const protection: BucketProtection = {
  organizationId: "o-exampleorgid",
  minimumTlsVersion: "1.2",
  breakGlassRoleArn: "arn:aws:iam::123456789012:role/break-glass",
  readers: [],
};
const retention = { hotDays: 30, archiveDays: 365, totalDays: 730 };
const accessLogBucket = new AccessLogBucket(stack, "access-logs", {
  environment,
  protection,
  retention,
  bucketName: "team-access-logs",
  sourceBucketNames: ["team-logs"],
});
new PrivateBucket(stack, "logs", {
  environment,
  protection,
  retention,
  accessLogBucket,
  bucketName: "team-logs",
  objectLock: { mode: "governance", days: 365 },
  writer: { roleArn: "arn:aws:iam::123456789012:role/team-log-shipper" },
  statements: [],
});

app.synth();
