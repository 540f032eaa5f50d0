import { organizationRule } from "../../../modules/config/organization-rule";
import type { OrganizationRuleProps } from "../../../modules/config/organization-rule";
import { synthesizeModule } from "../../support/terraform";

function rule(props: Partial<OrganizationRuleProps> = {}) {
  const rules: ReturnType<typeof organizationRule>[] = [];
  synthesizeModule((stack, environment) => {
    const all = { environment, ruleName: "org-rule", description: "All is well", ...props };
    rules.push(organizationRule(stack, "rule", all));
  });
  return rules[0];
}

describe("organizationRule", () => {
  it("has time to reach every account of a large organization", () => {
    expect(rule()?.timeouts).toEqual({ create: "20m", update: "20m", delete: "20m" });
  });

  it("hands parameters on as JSON, and lists as they are", () => {
    expect(
      rule({ inputParameters: { a: "1" }, resourceTypes: ["AWS::S3::Bucket"], excludedAccounts: ["444444444444"] }),
    ).toMatchObject({
      inputParameters: '{"a":"1"}',
      resourceTypesScope: ["AWS::S3::Bucket"],
      excludedAccounts: ["444444444444"],
    });
  });

  it("says nothing of what is empty", () => {
    const { excludedAccounts, inputParameters, resourceTypesScope } =
      rule({ inputParameters: {}, resourceTypes: [], excludedAccounts: [] }) ?? {};
    expect([excludedAccounts, inputParameters, resourceTypesScope]).toEqual([undefined, undefined, undefined]);
  });

  it("is made with the provider of its environment", () => {
    expect(rule()?.provider).toMatchObject({ region: "eu-west-1" });
  });
});
