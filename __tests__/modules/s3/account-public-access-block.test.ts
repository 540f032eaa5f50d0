import { AccountPublicAccessBlock } from "../../../modules/s3/account-public-access-block";
import { synthesizeModule } from "../../support/terraform";

describe("AccountPublicAccessBlock", () => {
  it("blocks access lists and policies that make something public, both those that exist and new ones", () => {
    const template = synthesizeModule((stack, environment) => {
      new AccountPublicAccessBlock(stack, "public-access", { environment });
    });
    expect(template.resource("aws_s3_account_public_access_block", "public-access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });
});
