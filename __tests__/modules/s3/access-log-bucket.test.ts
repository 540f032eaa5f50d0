import { AccessLogBucket } from "../../../modules/s3/access-log-bucket";
import { TrailBucket } from "../../../modules/s3/trail-bucket";
import { synthesizeModule } from "../../support/terraform";
import { allowed, deniedWriters, KEY_ARN, PROTECTION, TRAIL } from "./support";

describe("AccessLogBucket", () => {
  const template = synthesizeModule((stack, environment) => {
    new AccessLogBucket(stack, "access", {
      environment,
      protection: PROTECTION,
      bucketName: "access",
      sourceBucketNames: ["trail", "config"],
      retention: { hotDays: 30, archiveDays: 120, totalDays: 300 },
    });
  });

  it("lets S3 deliver access logs of the named buckets of this account, and nobody else anything", () => {
    expect(allowed(template)).toEqual({
      S3WritesAccessLogs: {
        Sid: "S3WritesAccessLogs",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::access/*",
        Condition: {
          ArnLike: { "aws:SourceArn": ["arn:aws:s3:::trail", "arn:aws:s3:::config"] },
          StringEquals: { "aws:SourceAccount": "222222222222" },
        },
      },
    });
  });

  it("denies writing to all but S3's log delivery", () => {
    expect(deniedWriters(template)).toEqual({
      StringNotEquals: { "aws:PrincipalServiceName": "logging.s3.amazonaws.com" },
    });
  });

  it("is encrypted with S3's own key, the only one that log delivery takes", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  it("has no Object Lock, with which S3 does not deliver", () => {
    expect(template.text).not.toContain("object_lock");
  });

  it("does not log its own access, where each log would make another", () => {
    expect(template.resources("aws_s3_bucket_logging")).toEqual([]);
  });

  it("deletes logs at the given age", () => {
    expect(template.resource("aws_s3_bucket_lifecycle_configuration")).toMatchObject({
      rule: [{ expiration: [{ days: 300 }] }, {}],
    });
  });

  it("is logged to by its name, once its policy lets S3 deliver", () => {
    const two = synthesizeModule((stack, environment) => {
      const common = { environment, protection: PROTECTION };
      const accessLogBucket = new AccessLogBucket(stack, "access", {
        ...common,
        bucketName: "access",
        sourceBucketNames: ["trail"],
      });
      new TrailBucket(stack, "trail", {
        ...common,
        accessLogBucket,
        bucketName: "trail",
        kmsKeyArn: KEY_ARN,
        trail: TRAIL,
      });
    });
    expect(two.resource("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "access",
      target_prefix: "trail/",
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\.access_/)],
    });
  });
});
