import { tamperingRegion } from "../../../config/alerts/tampering-region";
import type { Ledger } from "../../../config/ledger/schema";

type Resources = Pick<Ledger, "resources">;

const ledger = (region: string, more: object = {}): Resources => ({
  resources: {
    "alerting/aws_sns_topic.tampering": { path: "", in: `audit/${region}`, ...more },
    // Other topics say nothing.
    "alerting/aws_sns_topic.config_eu-north-1": { path: "", in: "audit/eu-north-1" },
  },
});

describe("the region of the second carrier of tampering", () => {
  it.each<[why: string, regions: string[], before: Resources | undefined, expected: string]>([
    ["the home region where no other is governed", ["eu-west-1"], undefined, "eu-west-1"],
    ["another one", ["us-east-1", "eu-west-1"], undefined, "us-east-1"],
    ["the first of several", ["us-east-1", "eu-west-1", "eu-north-1"], undefined, "us-east-1"],
    ["one that is enabled in every account", ["af-south-1", "eu-west-1", "us-east-1"], undefined, "us-east-1"],
    ["one that is opt-in rather than the home region", ["af-south-1", "eu-west-1"], undefined, "af-south-1"],
    [
      "where it was, when another one comes first",
      ["eu-north-1", "eu-west-1", "us-east-1"],
      ledger("us-east-1"),
      "us-east-1",
    ],
    ["another one, when that is governed no more", ["eu-north-1", "eu-west-1"], ledger("us-east-1"), "eu-north-1"],
    [
      "another one, when it is gone there",
      ["eu-north-1", "eu-west-1", "us-east-1"],
      ledger("us-east-1", { gone: true }),
      "eu-north-1",
    ],
    [
      "another one, when it was in the home region, which alarms are in",
      ["eu-west-1", "us-east-1"],
      ledger("eu-west-1"),
      "us-east-1",
    ],
  ])("is %s", (_, regions, before, expected) => {
    expect(tamperingRegion({ homeRegion: "eu-west-1", regions }, before)).toBe(expected);
  });
});
