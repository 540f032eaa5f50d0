import { PrivateBucket } from "../../../modules/s3/private-bucket";
import type { PrivateBucketProps } from "../../../modules/s3/private-bucket";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function bucket(props: Partial<PrivateBucketProps> = {}): Template {
  return synthesizeModule((stack, place) => {
    new PrivateBucket(stack, "logs", { place, bucketName: "my-logs", statements: [], ...props });
  });
}

describe("PrivateBucket", () => {
  const template = bucket();

  it("cannot be destroyed by a plan, and is never emptied", () => {
    const resource = template.resource("aws_s3_bucket");
    expect(resource).toMatchObject({ bucket: "my-logs", lifecycle: { prevent_destroy: true } });
    expect(resource).not.toHaveProperty("force_destroy");
  });

  it("blocks all four kinds of public access", () => {
    expect(template.resource("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("owns every object, so that no ACL counts", () => {
    expect(template.resource("aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  it("keeps every version", () => {
    expect(template.resource("aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
  });

  it("is encrypted with S3's own key when no other is given", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  it("is encrypted with the given key, through a bucket key", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:222222222222:key/1";
    expect(bucket({ kmsKeyArn }).resource("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: kmsKeyArn },
          bucket_key_enabled: true,
        },
      ],
    });
  });

  it("denies everyone everything that does not come by TLS", () => {
    expect(template.statements("aws_s3_bucket_policy").DenyInsecureTransport).toEqual({
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::my-logs", "arn:aws:s3:::my-logs/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("changes its policy and its public access block one after the other, as S3 demands", () => {
    expect(template.resource("aws_s3_bucket_policy").depends_on).toEqual([
      expect.stringMatching(/^aws_s3_bucket_public_access_block\./),
    ]);
  });

  it("logs access to the given bucket under its own name, once that bucket's policy allows it", () => {
    const withLogging = synthesizeModule((stack, place) => {
      const accessLogBucket = new PrivateBucket(stack, "access", { place, bucketName: "access", statements: [] });
      new PrivateBucket(stack, "logs", { place, bucketName: "my-logs", statements: [], accessLogBucket });
    });
    expect(withLogging.resource("aws_s3_bucket_logging")).toMatchObject({
      bucket: "${aws_s3_bucket.logs.id}",
      target_bucket: "access",
      target_prefix: "my-logs/",
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\.access/)],
    });
  });

  it("has no access logging unless asked", () => {
    expect(template.resources("aws_s3_bucket_logging")).toEqual([]);
  });
});
