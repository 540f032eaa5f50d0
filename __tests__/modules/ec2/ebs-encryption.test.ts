import { EbsEncryption } from "../../../modules/ec2/ebs-encryption";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function encryption(kmsKeyArn?: string): Template {
  return synthesizeModule((stack, environment) => {
    new EbsEncryption(stack, "ebs-encryption", { environment, kmsKeyArn });
  });
}

describe("EbsEncryption", () => {
  it("encrypts new volumes, with AWS's own key by default", () => {
    const template = encryption();
    expect(template.resource("aws_ebs_encryption_by_default", "ebs-encryption")).toMatchObject({ enabled: true });
    expect(template.resources("aws_ebs_default_kms_key")).toEqual([]);
  });

  it("encrypts with the given key", () => {
    const key = "arn:aws:kms:eu-west-1:222222222222:key/1";
    expect(encryption(key).resource("aws_ebs_default_kms_key").key_arn).toBe(key);
  });
});
