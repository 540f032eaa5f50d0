import fc from "fast-check";
import { slugOf } from "../../config/keys";
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
