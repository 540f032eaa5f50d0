import { TrailBucket } from "../../../modules/s3/trail-bucket";
import type { TrailBucketProps } from "../../../modules/s3/trail-bucket";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";
import { ACCESS_LOG_BUCKET, allowed, deniedWriters, KEY_ARN, PROTECTION, TRAIL } from "./support";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/org";

function bucket(props: Partial<TrailBucketProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new TrailBucket(stack, "trail-bucket", {
      environment,
      protection: PROTECTION,
      bucketName: "trail",
      kmsKeyArn: KEY_ARN,
      accessLogBucket: ACCESS_LOG_BUCKET,
      trail: TRAIL,
      ...props,
    });
  });
}

describe("TrailBucket", () => {
  const template = bucket();
  const statements = template.statements("aws_s3_bucket_policy");

  it("lets CloudTrail read the bucket's ACL for this trail", () => {
    expect(statements.CloudTrailChecksAcl).toEqual({
      Sid: "CloudTrailChecksAcl",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: "arn:aws:s3:::trail",
      Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
    });
  });

  it.each([
    ["CloudTrailWritesManagementAccount", "arn:aws:s3:::trail/AWSLogs/111111111111/*"],
    ["CloudTrailWritesOrganization", "arn:aws:s3:::trail/AWSLogs/o-exampleorgid/*"],
  ])("lets CloudTrail write for this trail, giving the bucket's owner full control: %s", (sid, resource) => {
    expect(statements[sid]).toEqual({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: resource,
      Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN, "s3:x-amz-acl": "bucket-owner-full-control" } },
    });
  });

  it("does not demand SSE-KMS on upload, because digest files are under SSE-S3 or the trail's key", () => {
    expect(JSON.stringify(statements)).not.toContain("server-side-encryption");
  });

  it("allows nothing to anybody else", () => {
    expect(Object.keys(allowed(template))).toEqual([
      "CloudTrailChecksAcl",
      "CloudTrailWritesManagementAccount",
      "CloudTrailWritesOrganization",
    ]);
  });

  it("denies writing to all but CloudTrail", () => {
    expect(deniedWriters(template)).toEqual({
      StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" },
    });
  });

  it("is encrypted with the given key, and its access is logged", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY_ARN } }],
    });
    expect(template.resource("aws_s3_bucket_logging")).toMatchObject({ target_bucket: "access" });
  });

  it("is neither locked, nor copied, nor ever emptied unless asked", () => {
    expect(template.resources("aws_s3_bucket_object_lock_configuration")).toEqual([]);
    expect(template.resources("aws_s3_bucket_replication_configuration")).toEqual([]);
    expect(template.resources("aws_s3_bucket_lifecycle_configuration")).toEqual([]);
  });

  it("is locked, copied and emptied as asked", () => {
    const full = bucket({
      objectLock: { mode: "governance", days: 30 },
      retention: { hotDays: 30, archiveDays: 120, totalDays: 300 },
      replication: {
        roleName: "replication",
        target: { bucketName: "copies", accountId: "222222222222", kmsKeyArn: "arn:key" },
      },
    });
    expect(full.resource("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "GOVERNANCE", days: 30 } },
    });
    expect(full.resource("aws_s3_bucket_lifecycle_configuration")).toMatchObject({
      rule: [{ expiration: [{ days: 300 }] }, {}],
    });
    expect(full.resource("aws_s3_bucket_replication_configuration")).toMatchObject({
      rule: [{ destination: { bucket: "arn:aws:s3:::copies" } }],
    });
  });
});
