import { PrivateBucket } from "../../../modules/s3/private-bucket";
import { TrailBucket } from "../../../modules/s3/trail-bucket";
import { synthesizeModule } from "../../support/terraform";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/org";

describe("TrailBucket", () => {
  const template = synthesizeModule((stack, place) => {
    new TrailBucket(stack, "trail-bucket", {
      place,
      bucketName: "trail",
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1",
      accessLogBucket: new PrivateBucket(stack, "access", { place, bucketName: "access", statements: [] }),
      trailArn: TRAIL_ARN,
      trailAccountId: "111111111111",
      organizationId: "o-exampleorgid",
    });
  });
  const [policyName = ""] = template.addresses
    .filter((address) => address.startsWith("aws_s3_bucket_policy.trail-bucket"))
    .map((address) => address.split(".")[1]);
  const statements = template.statements("aws_s3_bucket_policy", "policy", policyName);

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

  it("does not demand SSE-KMS on upload, because digest files are always SSE-S3", () => {
    expect(JSON.stringify(statements)).not.toContain("server-side-encryption");
  });

  it("allows writing to nobody else", () => {
    const allowed = Object.values(statements).filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toHaveLength(3);
  });
});
