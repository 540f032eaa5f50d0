import { readFileSync } from "node:fs";
import { HARMLESS_REASONS, SCAN_REASONS, scanReason } from "../../aws/inspector-coverage";

const { reasons } = JSON.parse(readFileSync("__tests__/aws/scan-status-reasons.json", "utf8")) as {
  reasons: readonly string[];
};

describe("the reasons of Amazon Inspector", () => {
  it("are all that AWS's own data has, and no others", () => {
    expect([...SCAN_REASONS.keys()].sort()).toEqual([...reasons].sort());
  });

  it("say what to do in a sentence", () => {
    for (const { advice } of SCAN_REASONS.values()) {
      expect(advice).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("call for somebody where AWS adds one, also where it is called like what every object has", () => {
    expect(scanReason("BRAND_NEW").harmless).toBe(false);
    expect(scanReason("constructor").harmless).toBe(false);
    expect(scanReason("UNMANAGED_EC2_INSTANCE")).toMatchObject({ harmless: false });
    expect(scanReason("EC2_INSTANCE_STOPPED")).toMatchObject({ harmless: true });
  });

  it("that call for nobody have no comma, which divides them in the probe's environment", () => {
    expect(HARMLESS_REASONS.length).toBeGreaterThan(0);
    expect(HARMLESS_REASONS.join("")).toMatch(/^\w+$/);
  });
});
