import fc from "fast-check";
import { slugOf } from "../../config/keys";
import { parseLandingZone } from "../../config/load";
import { synthesizeLandingZone } from "../support/landing-zones";
import { anyText } from "./support";

describe("keyOf", () => {
  it.each([
    ["Shop Prod", "shop-prod"],
    ["shop-prod", "shop-prod"],
    ["Workloads/Production", "workloads-production"],
    ["  R&D_2.0 ", "r-d-2-0"],
    ["Überbau", "berbau"],
  ])("makes %j to %j", (name, key) => {
    expect(slugOf(name)).toBe(key);
  });

  it("has lower-case letters, digits and single hyphens between them only, whatever the name", () => {
    fc.assert(
      fc.property(anyText(20), (name) => {
        expect(slugOf(name)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
      }),
      { numRuns: 200 },
    );
  });

  it("of a key is the key", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(slugOf(slugOf(name))).toBe(slugOf(name));
      }),
      { numRuns: 200 },
    );
  });

  it("is not empty for a name with a letter or digit", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("a", "Z", "7"), fc.string(), (before, sign, after) => {
        expect(slugOf(before + sign + after)).not.toBe("");
      }),
      { numRuns: 200 },
    );
  });
});

describe("names that every JavaScript object has", () => {
  it.each(Object.getOwnPropertyNames(Object.prototype))("are no construct ids: %s", (name) => {
    expect(slugOf(name) in Object.prototype).toBe(false);
  });

  it("are names of units, accounts and people as any other", () => {
    const file = [
      "name: small",
      "homeRegion: eu-west-1",
      "regions: [eu-west-1, us-east-1]",
      "organization: { organizationalUnits: [{ name: Security }, { name: Constructor }] }",
      "accounts:",
      '  management: { id: "111111111111", email: management@example.com }',
      "  logArchive: { email: log-archive@example.com, organizationalUnit: Security }",
      "  audit: { email: audit@example.com, organizationalUnit: Security }",
      "  workloads: [{ name: Constructor, email: constructor@example.com, organizationalUnit: Constructor }]",
    ].join("\n");
    const { stacks } = synthesizeLandingZone(parseLandingZone(file, "landing-zone.yaml").landingZone);
    const { organization } = stacks;
    expect(Object.keys(organization?.json.resource?.aws_organizations_account ?? {})).toContain(
      "account-constructor-0",
    );
  });
});
