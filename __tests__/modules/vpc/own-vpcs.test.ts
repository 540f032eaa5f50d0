import { TerraformOutput } from "cdktf";
import { OwnVpcs } from "../../../modules/vpc/own-vpcs";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function vpcs(kind?: "all" | "default"): Template {
  return synthesizeModule((stack, environment) => {
    const { ids, idsExpression } = new OwnVpcs(stack, "vpcs", { environment, kind });
    new TerraformOutput(stack, "ids", { value: ids });
    new TerraformOutput(stack, "expression", { value: `\${${idsExpression}}` });
  });
}

describe("OwnVpcs", () => {
  const OWN = { name: "owner-id", values: ["222222222222"] };

  it("are those of the account, without those that others share with it", () => {
    expect(vpcs().json.data?.aws_vpcs?.vpcs?.filter).toEqual([OWN]);
  });

  it("are the default VPC only, where asked", () => {
    expect(vpcs("default").json.data?.aws_vpcs?.vpcs?.filter).toEqual([OWN, { name: "is-default", values: ["true"] }]);
  });

  it("are the same expression both ways", () => {
    const { expression, ids } = vpcs().json.output ?? {};
    expect(ids?.value).toBe("${data.aws_vpcs.vpcs.ids}");
    expect(expression?.value).toBe(ids?.value);
  });
});
