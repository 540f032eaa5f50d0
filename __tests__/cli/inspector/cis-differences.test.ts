import { cisConfigurationDifferences } from "../../../cli/inspector/cis-differences";
import type { LiveCisConfiguration } from "../../../cli/inspector/cis-differences";

const TARGET = {
  name: "production",
  tags: { Environment: ["production", "staging"] },
  accounts: ["shop", "audit"],
  regions: ["eu-west-1"],
  schedule: { Weekly: { StartTime: { TimeOfDay: "03:00", TimeZone: "UTC" }, Days: ["SUN", "MON"] } },
  level: 1 as const,
};
const IDS: Readonly<Record<string, string>> = { shop: "444444444444", audit: "333333333333" };
const EXPECTED = {
  targets: [TARGET],
  name: "example",
  accountIdOf: (slug: string) => IDS[slug] ?? "",
  auditAccountId: "333333333333",
};
/** As the API tells it: its own spelling, its own order, and SELF. */
const LIVE: LiveCisConfiguration = {
  scanConfigurationArn: "arn:aws:inspector2:eu-west-1:333333333333:owner/o-exampleorgid/cis-configuration/0",
  scanName: "production",
  securityLevel: "LEVEL_1",
  schedule: { weekly: { days: ["MON", "SUN"], startTime: { timezone: "UTC", timeOfDay: "03:00" } } },
  targets: { accountIds: ["SELF", "444444444444"], targetResourceTags: { Environment: ["staging", "production"] } },
  tags: { LandingZone: "example" },
};
const found = (...live: LiveCisConfiguration[]) =>
  cisConfigurationDifferences("eu-west-1", EXPECTED, live).map(({ details, kind }) => `${kind}: ${details.join("; ")}`);

describe("differences of CIS scan configurations", () => {
  it("are none where AWS has what the file says, in its own spelling", () => {
    expect(found(LIVE)).toEqual([]);
  });

  it("are missing ones, and none in regions that a target is not in", () => {
    expect(found()).toEqual(["missing: there is no such CIS scan configuration"]);
    expect(cisConfigurationDifferences("us-east-1", EXPECTED, [])).toEqual([]);
  });

  it.each<[string, Partial<LiveCisConfiguration>]>([
    ["level: LEVEL_2 in AWS, LEVEL_1 in the file", { securityLevel: "LEVEL_2" }],
    ["accounts: [ALL_ACCOUNTS] in AWS", { targets: { ...LIVE.targets, accountIds: ["ALL_ACCOUNTS"] } }],
    [
      "tags: {environment: [production, staging]} in AWS",
      { targets: { ...LIVE.targets, targetResourceTags: { environment: ["production", "staging"] } } },
    ],
    ["schedule: {onetime: {}} in AWS", { schedule: { oneTime: {} } }],
  ])("are what somebody changed: %s", (detail, change) => {
    expect(found({ ...LIVE, ...change })).toEqual([expect.stringContaining(detail)]);
  });

  it("are two of one name", () => {
    expect(found(LIVE, LIVE)).toEqual(["different: there are 2 of this name"]);
  });

  it("tell those of others from those that the file has no more", () => {
    expect(found(LIVE, { ...LIVE, tags: {} }, { ...LIVE, scanName: "old" })).toEqual([
      "unknown: somebody else made it; it is left alone",
      "left-over: the landing zone made it, and the file has no such target",
    ]);
  });
});
