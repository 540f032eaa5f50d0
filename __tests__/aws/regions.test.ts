import { DEPLOYABLE_REGIONS, isOfUnsupportedPartition, REGIONS } from "../../aws/regions";

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

  it("offers the ones that the provider takes", () => {
    expect(DEPLOYABLE_REGIONS).toContain("eu-west-1");
    expect(DEPLOYABLE_REGIONS).not.toContain("me-west-1");
  });

  it("has no region of a partition that is not supported", () => {
    expect([...REGIONS.keys()].filter(isOfUnsupportedPartition)).toEqual([]);
  });
});
