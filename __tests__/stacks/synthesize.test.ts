import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { synthesize } from "../../stacks/synthesize";
import { exampleLandingZone, existingLandingZone } from "../support/landing-zones";

describe("synthesize", () => {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-synth-"));
  const stacks = synthesize(exampleLandingZone(), outdir);

  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  it("makes a folder in a folder", () => {
    const nested = join(outdir, "in", "here");
    synthesize(exampleLandingZone(), nested);
    expect(existsSync(join(nested, "manifest.json"))).toBe(true);
  });

  it.each(["null", '{"stacks":null}', "not JSON"])("writes over a manifest of another program: %s", (manifest) => {
    const folder = join(outdir, "others");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "manifest.json"), manifest);
    synthesize(exampleLandingZone(), folder);
    expect(readFileSync(join(folder, "manifest.json"), "utf8")).toContain('"log-archive"');
  });

  describe("where something is in the way", () => {
    const used = join(outdir, "used");
    const stacks = join(used, "stacks");
    const blockedBy = (path: string, isFolder = false): string => {
      rmSync(used, { recursive: true, force: true });
      mkdirSync(isFolder ? path : dirname(path), { recursive: true });
      if (!isFolder) {
        writeFileSync(path, "");
      }
      return used;
    };

    it.each([
      ["a file of the folder's name", used, false, `${used} cannot be written: a file is in the way of a folder`],
      ["a file for the folder of stacks", stacks, false, "stacks/organization cannot be written: a file is in the way"],
      [
        "a file for a stack",
        join(stacks, "alerting"),
        false,
        "alerting/cdk.tf.json cannot be written: a file is in the",
      ],
      [
        "a folder for a file",
        join(stacks, "alerting", "cdk.tf.json"),
        true,
        "cdk.tf.json cannot be written: a folder of",
      ],
      [
        "a folder for the manifest",
        join(used, "manifest.json"),
        true,
        "manifest.json cannot be written: a folder of that",
      ],
    ])("says so: %s", (_, path, isFolder, message) => {
      const folder = blockedBy(path, isFolder);
      expect(() => synthesize(exampleLandingZone(), folder)).toThrow(message);
    });
  });

  describe("in a folder that was used before", () => {
    const used = join(outdir, "again");
    const removed: string[] = [];
    const stack = (name: string, file = "") => join(used, "stacks", name, file);

    beforeAll(() => {
      synthesize(exampleLandingZone(), used);
    });

    it("removes the stacks that are not made any more, and leaves what it did not make", () => {
      mkdirSync(stack("mine"));
      writeFileSync(stack("mine", "cdk.tf.json"), "{}");
      writeFileSync(stack("baseline-shop-production", ".terraform.lock.hcl"), "");
      writeFileSync(stack("baseline-shop-development", "override.tf"), "");
      synthesize(existingLandingZone(), used, { onRemoved: (names) => removed.push(...names) });
      expect(removed.sort()).toEqual([
        "baseline-shop-development",
        "baseline-shop-production",
        "digest-events",
        "log-validation",
      ]);
      expect(existsSync(stack("baseline-shop-production"))).toBe(false);
      expect(readdirSync(stack("baseline-shop-development"))).toEqual(["override.tf"]);
      expect(readdirSync(stack("mine"))).toEqual(["cdk.tf.json"]);
    });
  });

  it("counts what it wrote", () => {
    for (const { resources, stack } of stacks) {
      const text = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
      const { resource } = JSON.parse(text) as { resource: Record<string, object> };
      expect(resources).toBe(Object.values(resource).flatMap((named) => Object.keys(named)).length);
    }
  });

  it("reports account and regions of every stack", () => {
    expect(stacks.find(({ stack }) => stack === "security-tooling")).toMatchObject({
      account: "audit",
      regions: ["eu-west-1", "eu-central-1", "us-east-1"],
    });
    // Where several regions are governed, what carries tampering is in another one than the alerts.
    expect(stacks.find(({ stack }) => stack === "alerting")).toMatchObject({
      account: "audit",
      regions: ["eu-west-1", "eu-central-1"],
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
