import { ConfigBucket } from "../../../modules/s3/config-bucket";
import { synthesizeModule } from "../../support/terraform";
import { ACCESS_LOG_BUCKET, allowed, deniedWriters, KEY_ARN, PROTECTION } from "./support";

describe("ConfigBucket", () => {
  const template = synthesizeModule((stack, environment) => {
    new ConfigBucket(stack, "config-bucket", {
      environment,
      protection: PROTECTION,
      bucketName: "config",
      kmsKeyArn: KEY_ARN,
      accessLogBucket: ACCESS_LOG_BUCKET,
      retention: { hotDays: 30, archiveDays: 120, totalDays: 300 },
    });
  });
  const statements = template.statements("aws_s3_bucket_policy");

  it.each([
    ["AWSConfigBucketPermissionsCheck", "s3:GetBucketAcl"],
    ["AWSConfigBucketExistenceCheck", "s3:ListBucket"],
  ])("lets AWS Config of this organization check the bucket: %s", (sid, action) => {
    expect(statements[sid]).toEqual({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: action,
      Resource: "arn:aws:s3:::config",
      Condition: { StringEquals: { "aws:SourceOrgID": "o-exampleorgid" } },
    });
  });

  it("lets AWS Config of this organization deliver, in any account and region", () => {
    expect(statements.AWSConfigBucketDelivery).toEqual({
      Sid: "AWSConfigBucketDelivery",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::config/AWSLogs/*/Config/*",
      Condition: {
        StringEquals: { "aws:SourceOrgID": "o-exampleorgid", "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    });
  });

  it("allows nothing to anybody else", () => {
    expect(Object.keys(allowed(template))).toEqual([
      "AWSConfigBucketPermissionsCheck",
      "AWSConfigBucketExistenceCheck",
      "AWSConfigBucketDelivery",
    ]);
  });

  it("denies writing to all but AWS Config", () => {
    expect(deniedWriters(template)).toEqual({
      StringNotEquals: { "aws:PrincipalServiceName": "config.amazonaws.com" },
    });
  });

  it("has no Object Lock, with whose default retention Config cannot deliver", () => {
    expect(template.text).not.toContain("object_lock");
  });

  it("keeps earlier versions for 90 days, since no lock does", () => {
    expect(template.resource("aws_s3_bucket_lifecycle_configuration")).toMatchObject({
      rule: [{ expiration: [{ days: 300 }], noncurrent_version_expiration: [{ noncurrent_days: 90 }] }, {}],
    });
  });

  it("is encrypted with the given key, and its access is logged", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY_ARN } }],
    });
    expect(template.resource("aws_s3_bucket_logging")).toMatchObject({ target_bucket: "access" });
  });
});
