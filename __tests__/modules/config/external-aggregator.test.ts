import { ExternalAggregator } from "../../../modules/config/external-aggregator";
import { synthesizeModule } from "../../support/terraform";

describe("ExternalAggregator", () => {
  const template = synthesizeModule((stack, environment) => {
    new ExternalAggregator(stack, "aggregator", {
      environment,
      aggregatorName: "org-external",
      accountIds: ["666666666666", "777777777777"],
    });
  });
  const aggregator = template.resource("aws_config_configuration_aggregator", "aggregator");

  it("sees every region of the named accounts", () => {
    expect(aggregator).toMatchObject({
      name: "org-external",
      account_aggregation_source: { all_regions: true, account_ids: ["666666666666", "777777777777"] },
    });
  });

  it("needs no role, because it lists no accounts of the organization", () => {
    expect(aggregator).not.toHaveProperty("organization_aggregation_source");
    expect(template.resources("aws_iam_role")).toEqual([]);
  });
});
