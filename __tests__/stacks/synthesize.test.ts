import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../stacks/synthesize";
import { exampleLandingZone } from "../support/landing-zones";

describe("synthesize", () => {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-synth-"));
  const stacks = synthesize(exampleLandingZone(), outdir);

  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  it("makes a folder in a folder, and says what keeps it from being made", () => {
    const nested = join(outdir, "in", "here");
    synthesize(exampleLandingZone(), nested);
    expect(existsSync(join(nested, "manifest.json"))).toBe(true);
    const file = join(outdir, "manifest.json");
    for (const folder of [file, join(file, "below")]) {
      expect(() => synthesize(exampleLandingZone(), folder)).toThrow(
        `the folder ${folder} cannot be made: a file of that name stands in the way`,
      );
    }
  });

  it("counts what it wrote", () => {
    for (const { resources, stack } of stacks) {
      const text = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
      const { resource } = JSON.parse(text) as { resource: Record<string, object> };
      expect(resources).toBe(Object.values(resource).flatMap((named) => Object.keys(named)).length);
    }
  });

  it("tells account and regions of every stack", () => {
    expect(stacks.find(({ stack }) => stack === "security-tooling")).toMatchObject({
      account: "audit",
      regions: ["eu-west-1", "eu-central-1", "us-east-1"],
    });
    // Providers of other regions are declared there, and not used.
    expect(stacks.find(({ stack }) => stack === "alerting")).toMatchObject({
      account: "audit",
      regions: ["eu-west-1"],
    });
    expect(stacks.find(({ stack }) => stack === "baseline-shop-production")).toMatchObject({
      account: "shop-production",
      regions: ["eu-west-1", "eu-central-1", "us-east-1"],
    });
  });

  it("takes time for every stack", () => {
    expect(stacks.every(({ seconds }) => seconds > 0)).toBe(true);
  });
});
