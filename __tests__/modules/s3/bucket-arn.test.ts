import { bucketArn } from "../../../modules/s3/bucket-arn";

describe("bucketArn", () => {
  it.each(["aws", "aws-cn", "aws-us-gov"])("has the partition, and neither account nor region: %s", (partition) => {
    expect(bucketArn({ partition }, "my-logs")).toBe(`arn:${partition}:s3:::my-logs`);
  });
});
