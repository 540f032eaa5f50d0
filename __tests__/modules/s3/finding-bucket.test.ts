import { FindingBucket } from "../../../modules/s3/finding-bucket";
import { synthesizeModule } from "../../support/terraform";
import { ACCESS_LOG_BUCKET, allowed, deniedWriters, KEY_ARN, PROTECTION } from "./support";

const AUDIT = "arn:aws:iam::333333333333";
const by = (role: string) => ({ ArnEquals: { "aws:PrincipalArn": `${AUDIT}:role/${role}` } });

describe("FindingBucket", () => {
  const template = synthesizeModule((stack, environment) => {
    new FindingBucket(stack, "finding-bucket", {
      environment,
      protection: PROTECTION,
      bucketName: "findings",
      accessLogBucket: ACCESS_LOG_BUCKET,
      kmsKeyArn: KEY_ARN,
      writers: { accountId: "333333333333", streamRole: "stream", collectorRole: "collector" },
    });
  });
  const { CollectorWritesResults, FirehoseLooks, FirehoseWritesFindings, ...others } = allowed(template);

  it("lets the stream's role, and nobody else of its account, write findings and what it could not deliver", () => {
    expect(FirehoseWritesFindings).toEqual({
      Sid: "FirehoseWritesFindings",
      Effect: "Allow",
      Principal: { AWS: `${AUDIT}:root` },
      Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"],
      Resource: ["arn:aws:s3:::findings/findings/*", "arn:aws:s3:::findings/errors/*"],
      Condition: by("stream"),
    });
    expect(FirehoseLooks).toMatchObject({ Resource: "arn:aws:s3:::findings", Condition: by("stream") });
  });

  it("lets the collector write results of CIS scans, and no findings", () => {
    expect(CollectorWritesResults).toMatchObject({
      Action: ["s3:PutObject"],
      Resource: "arn:aws:s3:::findings/cis/*",
      Condition: by("collector"),
    });
  });

  it("allows nothing else, and denies writing to all but the two roles", () => {
    expect(others).toEqual({});
    expect(deniedWriters(template)).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": [`${AUDIT}:role/stream`, `${AUDIT}:role/collector`] },
    });
  });

  it("has no default Object Lock, and keeps versions", () => {
    expect(template.resources("aws_s3_bucket_object_lock_configuration")).toEqual([]);
    expect(template.resource("aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
  });

  it("is encrypted with its key", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY_ARN },
        bucket_key_enabled: true,
      },
    ]);
  });
});
