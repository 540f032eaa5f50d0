import { aggregators } from "../../../cli/check/aggregators";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, refusal, whats } from "./fakes";

const landingZone = existingLandingZone('config: { aggregation: { externalAccounts: [{ id: "999999999999" }] } }');
const environment = environmentOf(landingZone);
const SEEN = { SourceId: "o-exampleorgid", AwsRegion: "eu-west-1", LastUpdateStatus: "SUCCEEDED" };
const found = (...AggregatedSourceStatusList: object[]) =>
  whats(aggregators, environment, {
    DescribeConfigurationAggregatorSourcesStatus: ({ ConfigurationAggregatorName: name }) => ({
      AggregatedSourceStatusList: name === "small-external" ? AggregatedSourceStatusList : [SEEN],
    }),
  });

describe("the check of aggregators", () => {
  it("finds nothing where they see their sources", async () => {
    expect(await found(SEEN)).toEqual([]);
    expect(aggregators.concerns(environmentOf(landingZone, "management"))).toBe(false);
  });

  it.each(["FAILED", "OUTDATED"])("says whom one does not see: %s", async (LastUpdateStatus) => {
    const source = {
      SourceId: "999999999999",
      AwsRegion: "eu-west-1",
      LastUpdateStatus,
      LastErrorCode: "NotAuthorized",
    };
    expect(await found(SEEN, source)).toEqual([
      `small-external does not see 999999999999 in eu-west-1: ${LastUpdateStatus}, NotAuthorized`,
    ]);
    expect(await found({ ...source, AwsRegion: "ap-south-1" })).toEqual([]);
  });

  it("says that there is none, and fails where AWS says no", async () => {
    const refused = (name: string) =>
      whats(aggregators, environment, { DescribeConfigurationAggregatorSourcesStatus: refusal(name) });
    expect(await refused("NoSuchConfigurationAggregatorException")).toEqual([
      "there is no AWS Config aggregator small-organization",
      "there is no AWS Config aggregator small-external",
    ]);
    await expect(refused("AccessDeniedException")).rejects.toThrow("refused");
  });
});
