import { AggregateAuthorization } from "../../../modules/config/aggregate-authorization";
import { synthesizeModule } from "../../support/terraform";

describe("AggregateAuthorization", () => {
  it("authorizes the aggregator of one account and region", () => {
    const template = synthesizeModule((stack, environment) => {
      new AggregateAuthorization(stack, "authorization", {
        environment,
        aggregatorAccountId: "333333333333",
        aggregatorRegion: "eu-central-1",
      });
    });
    expect(template.resource("aws_config_aggregate_authorization", "authorization")).toMatchObject({
      account_id: "333333333333",
      region: "eu-central-1",
    });
  });
});
