import { SCAN_TYPES, hasCisScans, isScannedIn } from "../../aws/inspector-regions";
import { DEPLOYABLE_REGIONS, REGIONS } from "../../aws/regions";

const scansIn = (region: string) => SCAN_TYPES.filter((scan) => isScannedIn(scan, region));

describe("isScannedIn", () => {
  it("knows every scan where code of functions is read", () => {
    expect(scansIn("eu-west-1")).toEqual(SCAN_TYPES);
  });

  it.each(["eu-south-1", "us-gov-west-1", "cn-north-1"])("reads no code of functions in %s", (region) => {
    expect(scansIn(region)).toEqual(["ec2", "ecr", "lambda"]);
  });

  it("knows no scan in a region that Inspector has not reached", () => {
    expect(scansIn("ap-southeast-6")).toEqual([]);
  });

  it("names no region that AWS does not have", () => {
    expect(scansIn("eu-west-9")).toEqual([]);
    expect([...REGIONS.keys()].filter((region) => isScannedIn("lambda-code", region))).toHaveLength(10);
  });

  it("has instances scanned in every region that can be governed", () => {
    expect(DEPLOYABLE_REGIONS.filter((region) => !isScannedIn("ec2", region))).toEqual([]);
  });
});

describe("hasCisScans", () => {
  it.each(["ap-east-2", "ap-southeast-6", "cn-north-1", "cn-northwest-1"])("finds none in %s", (region) => {
    expect(hasCisScans(region)).toBe(false);
  });

  it.each(["eu-west-1", "eu-south-2", "us-gov-east-1"])("finds them in %s", (region) => {
    expect(hasCisScans(region)).toBe(true);
  });
});
