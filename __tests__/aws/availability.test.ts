import { FEATURES, GLOBAL_SERVICES, hasFeature } from "../../aws/availability";
import type { FeatureName } from "../../aws/availability";
import { RECORDABLE_TYPES } from "../../aws/recordable-types";
import { REGIONS } from "../../aws/regions";

describe.each(Object.entries(FEATURES))("the row of %s", (name, { absentFrom, page, read, what }) => {
  it("says where that stands, and when it was read", () => {
    expect(new URL(page).hostname).toMatch(/^docs\.(aws\.amazon\.com|amazonaws\.cn)$/);
    expect(new Date(read).toISOString()).toContain(read);
    expect(what).toMatch(/^\S.*[^.]$/);
  });

  it("names regions that exist, each once, and not all", () => {
    expect(absentFrom.filter((region) => !REGIONS.has(region))).toEqual([]);
    expect(new Set(absentFrom).size).toBe(absentFrom.length);
    expect(hasFeature(name as FeatureName, "us-east-1")).toBe(true);
  });
});

describe("a feature", () => {
  it.each([
    ["organizationConfigRules", "ap-southeast-5", false],
    ["organizationConfigRules", "ca-west-1", true],
    ["organizationConformancePacks", "cn-northwest-1", false],
    ["configRemediation", "us-gov-east-1", false],
    ["configDeliveryToOtherRegions", "cn-north-1", false],
    ["configDeliveryToOtherRegions", "cn-northwest-1", true],
  ] as const)("is where AWS says: %s in %s: %s", (name, region, expected) => {
    expect(hasFeature(name, region)).toBe(expected);
  });

  it("is in no region that does not exist", () => {
    expect(hasFeature("inspector", "eu-west-9")).toBe(false);
  });
});

describe("the global services", () => {
  it("have types that AWS Config records, in a region of each partition", () => {
    expect(GLOBAL_SERVICES.flatMap(({ types }) => types).filter((type) => !RECORDABLE_TYPES.includes(type))).toEqual(
      [],
    );
    for (const { recordedIn } of GLOBAL_SERVICES) {
      expect(
        Object.entries(recordedIn).map(([partition, region]) => [partition, REGIONS.get(region)?.partition]),
      ).toEqual(Object.keys(recordedIn).map((partition) => [partition, partition]));
    }
  });
});
