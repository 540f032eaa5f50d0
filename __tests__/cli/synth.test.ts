import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe as describeStacks, synthesize } from "../../cli/synth";
import type { SynthesizedStack } from "../../cli/synth";
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

describe("the table of stacks", () => {
  const stack = (name: string, account: string, regions: string[], resources: number): SynthesizedStack => ({
    ...{ stack: name, account, regions, resources },
    seconds: 0.25,
  });

  it("ends with the sums: stacks, different accounts and regions, resources, and the whole time", () => {
    const text = describeStacks(
      [
        stack("organization", "management", ["eu-west-1"], 8),
        stack("baseline-management", "management", ["eu-west-1", "us-east-1"], 7),
      ],
      1.5,
    );
    expect(text.split("\n")).toEqual([
      "stack                account     regions  resources  seconds",
      "organization         management        1          8     0.25",
      "baseline-management  management        2          7     0.25",
      "2 stacks             1 accounts        2         15     1.50",
    ]);
  });
});
