import { ConfigBucket } from "../../../modules/s3/config-bucket";
import { PrivateBucket } from "../../../modules/s3/private-bucket";
import { synthesizeModule } from "../../support/terraform";

describe("ConfigBucket", () => {
  const template = synthesizeModule((stack, place) => {
    new ConfigBucket(stack, "config-bucket", {
      place,
      bucketName: "config",
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
      accessLogBucket: new PrivateBucket(stack, "access", { place, bucketName: "access", statements: [] }),
      organizationId: "o-exampleorgid",
    });
  });
  const [policyName = ""] = template.addresses
    .filter((address) => address.startsWith("aws_s3_bucket_policy.config-bucket"))
    .map((address) => address.split(".")[1]);
  const statements = template.statements("aws_s3_bucket_policy", "policy", policyName);

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

  it("has no Object Lock, with whose default retention Config cannot deliver", () => {
    expect(template.text).not.toContain("object_lock");
  });
});
