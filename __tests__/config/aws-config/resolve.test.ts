import type { AwsConfigSettings } from "../../../config/aws-config/settings";
import { parseLandingZone } from "../../../config/load";
import { changed } from "../support";

const china = (regions: string, rules: string): AwsConfigSettings =>
  parseLandingZone(
    `${changed({ "homeRegion:": "homeRegion: cn-north-1", "regions:": `regions: [${regions}]` })}\nconfig: { rules: { ${rules} } }`,
    "test.yaml",
  ).landingZone.config;
const regionsOf = ({ managedRules }: AwsConfigSettings, key: string) =>
  managedRules.find((rule) => rule.key === key)?.regions;

describe("a rule that says the same in every region", () => {
  it("is in the home region", () => {
    expect(regionsOf(china("cn-north-1, cn-northwest-1", ""), "iamRootAccessKeyCheck")).toEqual(["cn-north-1"]);
  });

  it("is in another governed region, where the home region lacks it", () => {
    expect(regionsOf(china("cn-north-1, cn-northwest-1", ""), "accountPartOfOrganizations")).toEqual([
      "cn-northwest-1",
    ]);
  });

  it("is nowhere, where no governed region has it", () => {
    const enabled = "accountPartOfOrganizations: { enabled: true }";
    expect(regionsOf(china("cn-north-1", enabled), "accountPartOfOrganizations")).toBeUndefined();
  });
});
