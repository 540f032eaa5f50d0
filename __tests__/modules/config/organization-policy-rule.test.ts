import { OrganizationPolicyRule } from "../../../modules/config/organization-policy-rule";
import type { OrganizationPolicyRuleProps } from "../../../modules/config/organization-policy-rule";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

const POLICY = 'rule versioned when resourceType == "AWS::S3::Bucket" { configuration.versioning exists }';

function rule(props: Partial<OrganizationPolicyRuleProps> = {}): Block {
  return synthesizeModule((stack, environment) => {
    new OrganizationPolicyRule(stack, "rule", {
      environment,
      ruleName: "org-versioned",
      description: "Buckets are versioned",
      policyText: POLICY,
      resourceTypes: ["AWS::S3::Bucket"],
      ...props,
    });
  }).resource("aws_config_organization_custom_policy_rule", "rule");
}

describe("OrganizationPolicyRule", () => {
  it("is a Guard policy that AWS Config evaluates for the named types", () => {
    expect(rule()).toMatchObject({
      name: "org-versioned",
      policy_runtime: "guard-2.x.x",
      policy_text: POLICY,
      resource_types_scope: ["AWS::S3::Bucket"],
    });
  });

  it("runs at changes of every size, or at those that are given", () => {
    expect(rule().trigger_types).toEqual([
      "ConfigurationItemChangeNotification",
      "OversizedConfigurationItemChangeNotification",
    ]);
    expect(rule({ triggerTypes: ["ConfigurationItemChangeNotification"] }).trigger_types).toEqual([
      "ConfigurationItemChangeNotification",
    ]);
  });

  it("has time to reach every account, except the named ones", () => {
    expect(rule({ excludedAccounts: ["444444444444"] })).toMatchObject({
      excluded_accounts: ["444444444444"],
      timeouts: { create: "20m" },
    });
  });
});
