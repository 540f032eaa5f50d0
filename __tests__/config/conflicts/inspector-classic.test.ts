import { extended, problems } from "../support";

const classic = (target: string, ...lines: string[]): string =>
  extended("inspector:", "  classic:", ...lines.map((line) => `    ${line}`), "    targets:", `      - ${target}`);
const TARGET = "{ name: old, account: shop, region: eu-west-1 }";
const ACKNOWLEDGED = "acknowledgeEndOfSupport: true";

describe("Amazon Inspector Classic", () => {
  it("is refused in a commercial region, with the date and today's way, until somebody says that they know", () => {
    expect(problems(classic(TARGET))).toEqual([
      expect.stringMatching(/inspector\.classic: Amazon Inspector Classic ended on 20 May 2026.*inspector\.targets/),
    ]);
    expect(problems(classic(TARGET, ACKNOWLEDGED))).toEqual([]);
  });

  it("may be forgotten without a word, which needs no service", () => {
    expect(problems(classic("{ name: old, account: shop, region: eu-west-1, forget: true }"))).toEqual([]);
  });

  it("is not refused where it may still be", () => {
    const text = classic("{ name: old, account: shop, region: us-gov-west-1 }")
      .replace("homeRegion: eu-west-1", "homeRegion: us-gov-west-1")
      .replace("regions: [eu-west-1, us-east-1]", "regions: [us-gov-west-1]");
    expect(problems(text).filter((problem) => problem.includes("inspector"))).toEqual([]);
  });

  it("is in an account and a governed region of the file", () => {
    const text = classic("{ name: old, account: shp, region: us-west-2 }", ACKNOWLEDGED);
    expect(problems(text)).toEqual([
      expect.stringContaining("account: there is no such account in this landing zone"),
      expect.stringContaining("region: not one of the regions that are governed"),
    ]);
  });

  it("is adopted in its region, by ARNs of their kinds", () => {
    const existing = (region: string, group = "resourcegroup/0-AB6DMKnv") => {
      const arn = `arn:aws:inspector:${region}:444444444444:`;
      return classic(
        `{ name: old, account: shop, region: eu-west-1, existing: { resourceGroup: "${arn}${group}", target: "${arn}target/0-nvgVhaxX", template: "${arn}target/0-nvgVhaxX/template/0-it5r2S4T" } }`,
        ACKNOWLEDGED,
      );
    };
    expect(problems(existing("eu-west-1"))).toEqual([]);
    expect(problems(existing("eu-west-1", "target/0-nvgVhaxX"))).toEqual([
      expect.stringContaining("the ARN of a resource group"),
    ]);
    expect(problems(existing("us-east-1"))).toHaveLength(3);
  });

  it("needs a stack for each account", () => {
    const text = `${classic(TARGET, ACKNOWLEDGED)}\nbaseline: { deployment: stacksets }`;
    expect(problems(text)).toEqual([expect.stringContaining("not possible with baseline.deployment: stacksets")]);
  });
});
