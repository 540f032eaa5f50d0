import { OrganizationAggregator } from "../../../modules/config/organization-aggregator";
import { synthesizeModule } from "../../support/terraform";

describe("OrganizationAggregator", () => {
  const template = synthesizeModule((stack, environment) => {
    new OrganizationAggregator(stack, "aggregator", {
      environment,
      aggregatorName: "org",
      roleName: "config-aggregator",
    });
  });

  it("sees every account and every region", () => {
    expect(template.resource("aws_config_configuration_aggregator")).toMatchObject({
      name: "org",
      organization_aggregation_source: { all_regions: true },
    });
  });

  it("lists the accounts with AWS's managed policy for that, which it waits for", () => {
    expect(template.resource("aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations",
    );
    expect(template.resource("aws_config_configuration_aggregator").depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy_attachment\./),
    ]);
  });
});
