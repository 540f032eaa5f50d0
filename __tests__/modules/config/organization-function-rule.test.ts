import { OrganizationFunctionRule } from "../../../modules/config/organization-function-rule";
import { synthesizeModule } from "../../support/terraform";

const FUNCTION_ARN = "arn:aws:lambda:eu-west-1:222222222222:function:owner-tag";

describe("OrganizationFunctionRule", () => {
  const accountIds = [
    { slug: "audit", accountId: "222222222222" },
    { slug: "prod", accountId: "555555555555" },
  ];
  const template = synthesizeModule((stack, environment) => {
    for (const ruleName of ["org-owner", "org-owner-daily"]) {
      new OrganizationFunctionRule(stack, ruleName, {
        environment,
        ruleName,
        accountIds,
        description: "Owners are named",
        functionArn: FUNCTION_ARN,
        triggerTypes: ["ConfigurationItemChangeNotification", "ScheduledNotification"],
        maximumExecutionFrequency: "TwentyFour_Hours",
        inputParameters: { tagKey: "owner" },
      });
    }
  });
  const rule = template.resource("aws_config_organization_custom_rule", "org-owner");
  const permissions = template.resources("aws_lambda_permission");

  it("runs the function at changes and periodically", () => {
    expect(rule).toMatchObject({
      name: "org-owner",
      lambda_function_arn: FUNCTION_ARN,
      trigger_types: ["ConfigurationItemChangeNotification", "ScheduledNotification"],
      maximum_execution_frequency: "TwentyFour_Hours",
      input_parameters: '{"tagKey":"owner"}',
      timeouts: { create: "20m" },
    });
  });

  it("lets AWS Config run the function for the accounts that have the rule, and for no other", () => {
    expect(permissions[0]).toMatchObject({
      action: "lambda:InvokeFunction",
      function_name: FUNCTION_ARN,
      principal: "config.amazonaws.com",
    });
    expect(permissions.map(({ source_account }) => source_account).sort()).toEqual(
      ["222222222222", "555555555555"].flatMap((id) => [id, id]),
    );
  });

  it("lets two rules share a function", () => {
    expect(permissions.map(({ statement_id }) => statement_id).sort()).toEqual([
      "org-owner-222222222222",
      "org-owner-555555555555",
      "org-owner-daily-222222222222",
      "org-owner-daily-555555555555",
    ]);
  });

  it("comes after the permissions, which AWS Config tries", () => {
    expect(rule.depends_on).toEqual([
      expect.stringMatching(/^aws_lambda_permission\.org-owner_permission-audit_/),
      expect.stringMatching(/^aws_lambda_permission\.org-owner_permission-prod_/),
    ]);
  });
});
