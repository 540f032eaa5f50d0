import { configRules } from "../../../catalogs";
import { OrganizationRules } from "../../../modules/config";
import { synthesizeModule } from "../../support/terraform";

describe("OrganizationRules", () => {
  it("makes the rules of the catalog, which all have names and none another name twice", () => {
    const rules = configRules({ region: "eu-west-1" });
    const template = synthesizeModule((stack, environment) => {
      new OrganizationRules(stack, "rules", { environment, rules, excludedAccounts: ["333333333333"] });
    });
    const made = template.resources("aws_config_organization_managed_rule");
    expect(new Set(made.map(({ name }) => name)).size).toBe(Object.keys(rules).length);
    expect(made.every(({ excluded_accounts: excluded }) => String(excluded) === "333333333333")).toBe(true);
  });
});
