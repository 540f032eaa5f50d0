import { OrganizationConformancePack } from "../../../modules/config/organization-conformance-pack";
import type { OrganizationConformancePackProps } from "../../../modules/config/organization-conformance-pack";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

const TEMPLATE = "Resources:\n  Versioned:\n    Type: AWS::Config::ConfigRule\n";

function pack(props: Partial<OrganizationConformancePackProps> = {}): Block {
  return synthesizeModule((stack, environment) => {
    new OrganizationConformancePack(stack, "pack", {
      environment,
      packName: "org-logging",
      templateBody: TEMPLATE,
      ...props,
    });
  }).resource("aws_config_organization_conformance_pack", "pack");
}

describe("OrganizationConformancePack", () => {
  it("deploys a template, with time to reach every account", () => {
    expect(pack()).toMatchObject({
      name: "org-logging",
      template_body: TEMPLATE,
      timeouts: { create: "20m", update: "20m", delete: "20m" },
    });
  });

  it("fills in the template's parameters, except in the named accounts", () => {
    expect(pack({ parameters: { Days: "365", Key: "alias/log" }, excludedAccounts: ["444444444444"] })).toMatchObject({
      input_parameter: [
        { parameter_name: "Days", parameter_value: "365" },
        { parameter_name: "Key", parameter_value: "alias/log" },
      ],
      excluded_accounts: ["444444444444"],
    });
  });

  it("says nothing of what is empty", () => {
    const bare = pack({ parameters: {}, excludedAccounts: [] });
    expect(bare).not.toHaveProperty("input_parameter");
    expect(bare).not.toHaveProperty("excluded_accounts");
  });
});
