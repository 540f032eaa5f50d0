import { AccessLogBucket } from "../../../modules/s3/access-log-bucket";
import { synthesizeModule } from "../../support/terraform";

describe("AccessLogBucket", () => {
  const template = synthesizeModule((stack, place) => {
    new AccessLogBucket(stack, "access", { place, bucketName: "access", sourceBucketNames: ["trail", "config"] });
  });

  it("lets S3 deliver access logs of the named buckets of this account only", () => {
    expect(template.statements("aws_s3_bucket_policy").S3WritesAccessLogs).toEqual({
      Sid: "S3WritesAccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::access/*",
      Condition: {
        ArnLike: { "aws:SourceArn": ["arn:aws:s3:::trail", "arn:aws:s3:::config"] },
        StringEquals: { "aws:SourceAccount": "222222222222" },
      },
    });
  });

  it("is encrypted with S3's own key, the only one that log delivery takes", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });
});
