import { recordsIam, regionOfIam, regionsOfRule } from "../../../../config/aws-config/rules/regions";

describe("the region of IAM", () => {
  it.each([
    ["eu-west-1", ["ap-south-1", "eu-west-1"], "eu-west-1"],
    ["eu-central-2", ["eu-central-2", "eu-west-1"], "eu-west-1"],
    ["eu-central-2", ["eu-central-2", "eu-south-2"], "eu-central-2"],
  ])("with home in %s, governing %j, is %s", (home, regions, expected) => {
    expect(regionOfIam(home, regions)).toBe(expected);
  });

  it("is one that AWS Config has recorded IAM in since before February 2022", () => {
    expect(["eu-west-1", "cn-north-1", "eu-central-2"].map(recordsIam)).toEqual([true, true, false]);
  });
});

describe("the regions of a rule", () => {
  const regions = ["cn-north-1", "cn-northwest-1"];

  it("are all that have it, where it is about what is in them", () => {
    expect(regionsOfRule({ absentFrom: [], extent: "region" }, "cn-north-1", regions)).toEqual(regions);
    expect(regionsOfRule({ absentFrom: ["cn-north-1"], extent: "region" }, "cn-north-1", regions)).toEqual([
      "cn-northwest-1",
    ]);
  });

  it.each([
    [[], "cn-northwest-1", ["cn-northwest-1"]],
    [["cn-north-1"], "cn-north-1", ["cn-northwest-1"]],
    [regions, "cn-north-1", []],
  ])("are one, where it says the same in all: not in %j, with home in %s: %j", (absentFrom, home, expected) => {
    expect(regionsOfRule({ absentFrom, extent: "account" }, home, regions)).toEqual(expected);
  });

  it("are that of IAM first, then the home region", () => {
    const of = (absentFrom: string[]) =>
      regionsOfRule({ absentFrom, extent: "account" }, "eu-central-2", ["ap-south-2", "eu-central-2", "eu-west-1"]);
    expect(of([])).toEqual(["eu-west-1"]);
    expect(of(["eu-west-1"])).toEqual(["eu-central-2"]);
  });
});
