import { FlowLogBucket } from "../../../modules/s3/flow-log-bucket";
import { synthesizeModule } from "../../support/terraform";
import { ACCESS_LOG_BUCKET, allowed, deniedWriters, PROTECTION } from "./support";

describe("FlowLogBucket", () => {
  const template = synthesizeModule((stack, environment) => {
    new FlowLogBucket(stack, "flow-log-bucket", {
      environment,
      protection: PROTECTION,
      bucketName: "flow",
      accessLogBucket: ACCESS_LOG_BUCKET,
    });
  });
  const { AWSLogDeliveryAclCheck, AWSLogDeliveryWrite, ...others } = allowed(template);

  it("lets log delivery check the bucket for any account of this organization", () => {
    expect(AWSLogDeliveryAclCheck).toEqual({
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: "arn:aws:s3:::flow",
      Condition: {
        StringEquals: { "aws:SourceOrgID": "o-exampleorgid" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:*:*:*" },
      },
    });
  });

  it("lets log delivery write for any account of this organization, giving the bucket's owner full control", () => {
    expect(AWSLogDeliveryWrite).toEqual({
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::flow/AWSLogs/*",
      Condition: {
        StringEquals: { "aws:SourceOrgID": "o-exampleorgid", "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:*:*:*" },
      },
    });
  });

  it("allows nothing to anybody else", () => {
    expect(others).toEqual({});
  });

  it("denies writing to all but log delivery", () => {
    expect(deniedWriters(template)).toEqual({
      StringNotEquals: { "aws:PrincipalServiceName": "delivery.logs.amazonaws.com" },
    });
  });

  it("is encrypted with S3's own key, which every account's log delivery can use", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  it("has its access logged", () => {
    expect(template.resource("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "access",
      target_prefix: "flow/",
    });
  });
});
