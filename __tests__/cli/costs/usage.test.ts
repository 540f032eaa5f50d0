import { DEFAULT_ASSUMPTIONS } from "../../../cli/costs/assumptions";
import type { Assumptions } from "../../../cli/costs/assumptions";
import { usageOf } from "../../../cli/costs/usage";
import { parseLandingZone } from "../../../config/load";
import { extended } from "../../config/support";

// Four accounts in two regions.
const lines = (more: string, assumed: Partial<Assumptions> = {}) =>
  usageOf(parseLandingZone(extended(...(more === "" ? [] : [more])), "test.yaml").landingZone, {
    ...DEFAULT_ASSUMPTIONS,
    ...assumed,
  }).filter(({ count }) => count > 0);
const count = (start: string, more: string, assumed: Partial<Assumptions> = {}) =>
  lines(more, assumed).find(({ what }) => what.startsWith(start))?.count;

const cost = (start: string, more: string, assumed: Partial<Assumptions> = {}) => {
  const line = lines(more, assumed).find(({ what }) => what.startsWith(start));
  return line === undefined ? 0 : line.count * line.monthly;
};

describe("what is used", () => {
  it.each([
    ["1,000 configuration items", "", { resources: 100, changes: 4 }, 8 * 0.4],
    ["GB of the trail", "", { trailGb: 2 }, 8],
    ["GB of flow logs in S3", "", { flowLogGb: 3 }, 24],
    ["GB of flow logs in CloudWatch", "flowLogs: { destinations: [cloudwatch-logs] }", { flowLogGb: 3 }, 24],
    ["GB of flow logs in S3", "flowLogs: { destinations: [cloudwatch-logs] }", {}, undefined],
    ["GB of flow logs in S3", "flowLogs: { vpcs: none }", {}, undefined],
    ["10,000 requests to KMS", "", { kmsRequests: 5000 }, 4],
  ])("is counted in every account and region: %s with %j", (start, more, assumed, expected) => {
    expect(count(start, more, assumed)).toBe(expected);
  });

  it("has digests of every region where accounts may be used, whether it is governed, and of those that are governed besides", () => {
    const hours = 4 * 730;
    const on = "logValidation: {}";
    // Two requests and more a digest, one a log file, and one digest in each of 17 regions.
    expect(count("1,000,000 events", on, { logFiles: 0 })).toBeCloseTo((hours * 17 * 2) / 1e6);
    expect(count("1,000,000 events", on, { logFiles: 3 })).toBeCloseTo((hours * (17 * 2 + 2 * 3)) / 1e6);
    const reads = (more: string) => count("1,000,000 reads of S3", more, { logFiles: 0 });
    expect(reads(on)).toBeCloseTo((hours * 17 * 4) / 1e6);
    expect(reads("logValidation: { sweepMinutes: 120 }")).toBeCloseTo((hours * 17 * 2.5) / 1e6);
    expect(count("1,000,000 events", "logValidation: { enabled: false }")).toBeUndefined();
  });

  it("has the data events and network activity that the trail's selectors select", () => {
    const on =
      'trail: { dataEvents: { logBuckets: readsAndChanges, selectors: [{ name: A, resources: ["arn:aws:s3:::orders/"] }] }, networkActivity: [kms] }';
    expect(cost("100,000 data events", on, { dataEvents: 500_000 })).toBeCloseTo(3 * 0.5);
    expect(cost("100,000 network activity", on, { networkEvents: 500_000 })).toBeCloseTo(0.5);
    expect([cost("100,000 data events", ""), cost("100,000 network activity", "")]).toEqual([0, 0]);
  });

  it("costs what AWS's page says: items by frequency, a daily one at most once a day", () => {
    const often = { resources: 1000, changes: 90 };
    expect(cost("1,000 configuration items", "", often)).toBeCloseTo(8 * 1000 * 90 * 0.003);
    const daily = "config: { recording: { frequency: daily, otherFrequency: [] } }";
    expect(cost("1,000 configuration items", daily, often)).toBeCloseTo(8 * 1000 * 30 * 0.012);
  });

  it("grows with a rule by its evaluations: at changes, every day, or in the hours of a function", () => {
    const assumed = { judged: 10, changes: 5 };
    const more = (rule: string) => (cost("1,000 rule", rule, assumed) - cost("1,000 rule", "", assumed)) * 1000;
    const own = "title: A rule of ours, controls: [Own 1]";
    expect(more("config: { rules: { s3LifecyclePolicyCheck: { enabled: true } } }")).toBeCloseTo(8 * 10 * 5);
    expect(more("config: { rules: { securityHubEnabled: { enabled: true } } }")).toBeCloseTo(8 * 30 * 10);
    expect(more("config: { rules: { securityHubEnabled: { enabled: true, excludedAccounts: [shop] } } }")).toBeCloseTo(
      6 * 30 * 10,
    );
    expect(more(`config: { policyRules: { own: { ${own}, policy: 'rule named { type exists }' } } }`)).toBeCloseTo(
      8 * 10 * 5,
    );
  });

  it("includes conformance packs by their rules", () => {
    const pack = "config: { conformancePacks: { mine: { template: conformance-packs/logging.yaml } } }";
    expect(cost("1,000 evaluations", pack)).toBeGreaterThan(0);
    expect(cost("1,000 evaluations", "")).toBe(0);
  });

  it("is nothing where nothing is assumed", () => {
    const nothing = Object.fromEntries(Object.keys(DEFAULT_ASSUMPTIONS).map((name) => [name, 0]));
    expect(lines("", nothing).filter(({ what }) => !what.includes("rule evaluations"))).toEqual([]);
  });

  it("says of each line when its page was read, and what was assumed", () => {
    for (const { assumed, page, read } of lines("")) {
      expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z]+\/pricing\/$/);
      expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(assumed.length).toBeGreaterThan(0);
    }
  });
});
