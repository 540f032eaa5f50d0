import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { OptInRegion } from "../../../modules/account/opt-in-region";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function region(accountId?: string): Template {
  return synthesizeModule((stack, environment) => {
    const { enabled } = new OptInRegion(stack, "hong-kong", { environment, region: "ap-east-1", accountId });
    new S3Bucket(stack, "bucket", { provider: environment.provider, dependsOn: [enabled] });
  });
}

describe("OptInRegion", () => {
  const template = region("333333333333");

  it("is enabled for the given account", () => {
    expect(template.resource("aws_account_region", "hong-kong")).toMatchObject({
      region_name: "ap-east-1",
      enabled: true,
      account_id: "333333333333",
    });
  });

  it("names no account where the account enables it for itself, which the management account has to", () => {
    expect(region().resource("aws_account_region")).not.toHaveProperty("account_id");
  });

  it("is waited for, up to six hours", () => {
    expect(template.resource("aws_account_region").timeouts).toEqual({ create: "6h", update: "6h" });
    expect(template.resource("aws_s3_bucket").depends_on).toEqual(["aws_account_region.hong-kong"]);
  });
});
