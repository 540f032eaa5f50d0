import {
  DEPLOYABLE_REGIONS,
  isOfUnsupportedPartition,
  recordsIam,
  REGIONS,
  regionOfIam,
  regionsOfRule,
} from "../../aws/regions";

describe("the table of regions", () => {
  it.each([
    ["eu-west-1", { partition: "aws", optIn: false, deployable: true }],
    ["ap-northeast-3", { partition: "aws", optIn: false, deployable: true }],
    ["me-central-1", { partition: "aws", optIn: true, deployable: true }],
    ["ap-southeast-6", { partition: "aws", optIn: true, deployable: false }],
    ["cn-northwest-1", { partition: "aws-cn", optIn: false, deployable: true }],
    ["us-gov-west-1", { partition: "aws-us-gov", optIn: false, deployable: true }],
  ])("knows %s", (name, region) => {
    expect(REGIONS.get(name)).toEqual({ name, ...region });
  });

  it("has the seventeen regions that are on in every account", () => {
    const always = [...REGIONS.values()].filter(({ optIn, partition }) => partition === "aws" && !optIn);
    expect(always).toHaveLength(17);
  });

  it("offers the ones that the provider takes", () => {
    expect(DEPLOYABLE_REGIONS).toContain("eu-west-1");
    expect(DEPLOYABLE_REGIONS).not.toContain("me-west-1");
  });

  it("has no region of a partition that is not supported", () => {
    expect([...REGIONS.keys()].filter(isOfUnsupportedPartition)).toEqual([]);
  });
});

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
