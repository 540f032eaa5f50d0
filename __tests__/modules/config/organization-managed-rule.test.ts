import { OrganizationManagedRule } from "../../../modules/config/organization-managed-rule";
import type { OrganizationManagedRuleProps } from "../../../modules/config/organization-managed-rule";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

function rule(props: Partial<OrganizationManagedRuleProps> = {}): Block {
  return synthesizeModule((stack, environment) => {
    new OrganizationManagedRule(stack, "rule", {
      environment,
      ruleName: "org-cloudtrail-enabled",
      description: "A trail records",
      identifier: "CLOUD_TRAIL_ENABLED",
      ...props,
    });
  }).resource("aws_config_organization_managed_rule", "rule");
}

describe("OrganizationManagedRule", () => {
  it("is one of AWS's own rules under a name of the organization", () => {
    expect(rule()).toMatchObject({
      name: "org-cloudtrail-enabled",
      description: "A trail records",
      rule_identifier: "CLOUD_TRAIL_ENABLED",
    });
  });

  it("has time to reach every account of a large organization", () => {
    expect(rule().timeouts).toEqual({ create: "20m", update: "20m", delete: "20m" });
  });

  it("hands parameters on as JSON", () => {
    const { input_parameters } = rule({ inputParameters: { s3BucketName: "trail" } });
    expect(JSON.parse(String(input_parameters))).toEqual({ s3BucketName: "trail" });
  });

  it("looks at the named types, at its pace, except in the named accounts", () => {
    expect(
      rule({
        resourceTypes: ["AWS::S3::Bucket"],
        maximumExecutionFrequency: "Six_Hours",
        excludedAccounts: ["444444444444"],
      }),
    ).toMatchObject({
      resource_types_scope: ["AWS::S3::Bucket"],
      maximum_execution_frequency: "Six_Hours",
      excluded_accounts: ["444444444444"],
    });
  });
});
