import { StripDefaultSecurityGroups } from "../../../modules/vpc/default-security-groups";
import { synthesizeModule } from "../../support/terraform";

describe("StripDefaultSecurityGroups", () => {
  const template = synthesizeModule((stack, environment) => {
    new StripDefaultSecurityGroups(stack, "strip", { environment });
  });
  const group = template.resource("aws_default_security_group", "strip");

  it("covers every VPC of the account that exists when Terraform plans", () => {
    const [vpcs] = Object.keys(template.json.data?.aws_vpcs ?? {});
    expect(group).toMatchObject({ for_each: `\${toset(data.aws_vpcs.${String(vpcs)}.ids)}`, vpc_id: "${each.value}" });
    expect(Object.values(template.json.data?.aws_vpcs ?? {})).toMatchObject([
      { filter: [{ name: "owner-id", values: ["222222222222"] }] },
    ]);
  });

  it("says that there are no rules, so that one that is added later is noticed", () => {
    expect(group).toMatchObject({ ingress: [], egress: [] });
  });
});
