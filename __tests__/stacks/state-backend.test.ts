import { existingLandingZone, stackOf, synthesizeLandingZone, synthesizeStack } from "../support/landing-zones";

describe("state", () => {
  it("is in a file beside cdktf.out by default, wherever the checkout lies", () => {
    expect(synthesizeStack(existingLandingZone(), "log-archive").json.terraform.backend).toEqual({
      local: { path: "../../../terraform.log-archive.tfstate" },
    });
  });

  describe("in S3", () => {
    const { stacks } = synthesizeLandingZone(
      existingLandingZone(
        "state:",
        "  backend: s3",
        "  bucket: my-state",
        "  region: eu-west-1",
        "  kmsKeyArn: arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-86ef-1234567890ab",
        "  roleArn: arn:aws:iam::111111111111:role/State",
      ),
    );
    const s3 = {
      bucket: "my-state",
      region: "eu-west-1",
      encrypt: true,
      kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-86ef-1234567890ab",
      assume_role: { role_arn: "arn:aws:iam::111111111111:role/State" },
    };

    it("has a key for each stack and is locked by S3 itself, not by DynamoDB", () => {
      expect(stackOf(stacks, "log-archive").json.terraform.backend).toEqual({
        s3: { ...s3, key: "small/log-archive.tfstate", use_lockfile: true },
      });
    });

    it("is read by other stacks from the same location", () => {
      const { data } = stackOf(stacks, "organization-trail").json;
      expect(data?.terraform_remote_state?.["cross-stack-reference-input-log-archive"]).toMatchObject({
        backend: "s3",
        config: { ...s3, key: "small/log-archive.tfstate" },
      });
    });
  });
});
