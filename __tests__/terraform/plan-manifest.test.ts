import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../console/failure";
import { mergeManifests, readManifest, readPlanFolders, writeManifest } from "../../terraform/plan-manifest";
import type { ManifestStack, PlanManifest } from "../../terraform/plan-manifest";

const HASH = "a".repeat(64);

const stack = (name: string, more: Partial<ManifestStack> = {}): ManifestStack => ({
  stack: name,
  account: name,
  dependsOn: [],
  outcome: "noChanges",
  synthesized: HASH,
  ...more,
});

const manifest = (stacks: readonly ManifestStack[], common: Partial<PlanManifest["common"]> = {}): PlanManifest => ({
  version: 1,
  made: "2026-11-30T15:00:00.000Z",
  common: {
    configuration: HASH,
    ledger: "",
    synthesized: HASH,
    landingZone: "1.0.0",
    terraform: { program: "terraform", version: "1.11.4" },
    providers: { "registry.terraform.io/hashicorp/aws": "6.0.0" },
    ...common,
  },
  stacks,
});

/** The message of a Failure in one line; anything else that is thrown fails the test. */
function failureOf(work: () => unknown): string {
  return messageOf(work).replaceAll(/\n\s*/g, " ");
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return (error as Failure).message;
  }
  throw new Error("nothing failed");
}

describe("the manifest of plans", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-manifest-"));
  const made = (name: string, content: PlanManifest): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    writeManifest(path, content);
    return path;
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read as it was written", () => {
    const whole = manifest([
      stack("audit", {
        outcome: "changes",
        needsBreakGlass: true,
        plan: { file: "audit.tfplan", sha256: HASH },
        json: { file: "audit.json", sha256: HASH },
        state: { serial: 3, lineage: "x" },
        key: HASH,
      }),
    ]);
    expect(readManifest(made("whole", whole))).toEqual(whole);
  });

  const changes = { outcome: "changes", json: { file: "audit.json", sha256: HASH } } as const;

  it.each<[string, unknown, RegExp]>([
    ["another version", { ...manifest([]), version: 2 }, /is of version 2, and this program reads version 1/],
    ["something else", { stacks: {} }, /is no manifest of plans: it has no version/],
    ["null", null, /is no manifest of plans/],
    ["a wrong hash", manifest([stack("audit", { synthesized: "no" })]), /stacks\[0\]\.synthesized: a SHA-256/],
    [
      "a file elsewhere",
      manifest([stack("audit", { ...changes, plan: { file: "../audit.tfplan", sha256: HASH } })]),
      /stacks\[0\]\.plan\.file: the name of a file beside the manifest/,
    ],
    ["changes without a plan", manifest([stack("audit", changes)]), /a stack with changes has plan and json/],
    ["a stack twice", manifest([stack("audit"), stack("audit")]), /stacks: a stack is there twice/],
    [
      "a key that is none",
      { ...manifest([]), common: { ...manifest([]).common, encryptedUnder: "key/1" } },
      /common\.encryptedUnder: the ARN of a KMS key or alias/,
    ],
    ["a key of nobody", { ...manifest([]), common: { ...manifest([]).common, secret: 1 } }, /secret/],
  ])("says what is wrong, and where: %s", (_, value, message) => {
    const path = join(folder, "wrong");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "manifest.json"), JSON.stringify(value));
    const said = failureOf(() => readManifest(path));
    expect(said).toContain(join(path, "manifest.json"));
    expect(said).toMatch(message);
  });

  it("stays short, whatever somebody has written into it", () => {
    const path = made("long", manifest([]));
    const long = "x".repeat(100_000);
    writeFileSync(
      join(path, "manifest.json"),
      JSON.stringify({ ...manifest([]), [long]: 1, stacks: [{ [long]: long }] }),
    );
    const said = failureOf(() => readManifest(path));
    expect(said).toContain("is no manifest of plans");
    expect(said.length).toBeLessThan(4000);
    writeFileSync(join(path, "manifest.json"), "");
    truncateSync(join(path, "manifest.json"), 3 * 1024 ** 3);
    expect(failureOf(() => readPlanFolders([path]))).toContain("cannot be read: it is too large");
  });

  it("says that it is cut off, or not there", () => {
    const path = join(folder, "cut");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "manifest.json"), '{"version": 1,');
    expect(failureOf(() => readManifest(path))).toContain("is not JSON, or cut off");
    expect(failureOf(() => readManifest(join(folder, "none")))).toContain("there is no such file");
  });

  it("is looked for in a folder and one level below, once each", () => {
    const one = made("jobs/one", manifest([stack("audit")]));
    const other = made("jobs/two", manifest([stack("organization")]));
    made("jobs/two/deeper", manifest([stack("deeper")]));
    const found = readPlanFolders([join(folder, "jobs"), one]);
    expect(found.map((plans) => plans.folder)).toEqual([one, other]);
    symlinkSync(one, join(folder, "link"));
    expect(readPlanFolders([join(folder, "link")])).toHaveLength(1);
    mkdirSync(join(folder, "linked"));
    symlinkSync(one, join(folder, "linked", "one"));
    expect(failureOf(() => readPlanFolders([join(folder, "linked")]))).toContain("is a link to plans elsewhere");
    mkdirSync(join(folder, "empty"));
    expect(failureOf(() => readPlanFolders([join(folder, "empty")]))).toContain(
      "has no manifest.json, nor has a folder",
    );
    expect(failureOf(() => readPlanFolders([join(one, "manifest.json")]))).toContain("is no folder");
    expect(failureOf(() => readPlanFolders([""]))).toContain('"" names no folder');
    expect(failureOf(() => readPlanFolders([join(folder, "nowhere")]))).toContain("there is no such file");
  });

  it("is put together with others, what a stack reads before it", () => {
    const folders = [
      { folder: "b", manifest: manifest([stack("audit", { dependsOn: ["organization"] }), stack("zone")]) },
      { folder: "a", manifest: manifest([stack("organization", { dependsOn: ["elsewhere"] })]) },
    ];
    expect(mergeManifests(folders).stacks.map((one) => [one.stack, one.folder])).toEqual([
      ["organization", "a"],
      ["audit", "b"],
      ["zone", "b"],
    ]);
  });

  it("refuses others with every difference, and stacks that are in two", () => {
    const said = failureOf(() =>
      mergeManifests([
        { folder: "a", manifest: manifest([stack("audit")]) },
        {
          folder: "b",
          manifest: manifest([stack("audit")], {
            ledger: HASH,
            terraform: { program: "tofu", version: "1.11.4" },
            providers: { "registry.opentofu.org/hashicorp/aws": "6.0.0" },
            encryptedUnder: "arn:aws:kms:eu-west-1:111111111111:key/1",
          }),
        },
      ]),
    );
    expect(said).toContain(`ledger is none in a, and ${HASH} in b`);
    expect(said).toContain("terraform is terraform 1.11.4 in a, and tofu 1.11.4 in b");
    expect(said).toContain("provider registry.terraform.io/hashicorp/aws is 6.0.0 in a, and none in b");
    expect(said).toContain("provider registry.opentofu.org/hashicorp/aws is none in a, and 6.0.0 in b");
    expect(said).toContain("encryptedUnder is none in a");
    expect(said).toContain("audit is in a, and in b");
  });

  it("says so in lines that a terminal has room for", () => {
    const other = manifest([], { configuration: "b".repeat(64) });
    const said = messageOf(() =>
      mergeManifests([
        { folder: "plans/one", manifest: manifest([]) },
        { folder: "b", manifest: other },
      ]),
    );
    expect(said.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("orders thousands of stacks behind each other", () => {
    const names = Array.from({ length: 12_000 }, (_, index) => `s${index}`);
    const chain = names.map((name, index) => stack(name, { dependsOn: index === 0 ? [] : [`s${index - 1}`] }));
    const backwards = [...chain].reverse();
    const { stacks } = mergeManifests([{ folder: "f", manifest: manifest(backwards) }]);
    expect(stacks.map(({ stack }) => stack)).toEqual(names);
    const circle = [stack("s0", { dependsOn: ["s11999"] }), ...chain.slice(1)];
    expect(failureOf(() => mergeManifests([{ folder: "f", manifest: manifest(circle) }]))).toMatch(
      /circle: s0 -> s11999 -> s11998 .* -> \.\.\. -> s0\. /,
    );
  });

  it("keeps the order of what does not depend on each other", () => {
    const some = [
      stack("c", { dependsOn: ["b", "a", "gone"] }),
      stack("a"),
      stack("b", { dependsOn: ["a"] }),
      stack("d"),
    ];
    const { stacks } = mergeManifests([{ folder: "f", manifest: manifest(some) }]);
    expect(stacks.map(({ stack }) => stack)).toEqual(["a", "b", "c", "d"]);
  });

  it("refuses a circle", () => {
    const circle = [stack("a", { dependsOn: ["b"] }), stack("b", { dependsOn: ["a"] })];
    expect(failureOf(() => mergeManifests([{ folder: "f", manifest: manifest(circle) }]))).toContain("a -> b -> a");
  });
});
