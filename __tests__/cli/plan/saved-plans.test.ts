import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SavedPlans } from "../../../cli/plan/saved-plans";
import { NO_CHANGES } from "../../../review/changes";
import { kmsOf } from "../../../terraform/envelope";
import { problemsOfSeals } from "../../../terraform/manifest-seal";
import { readManifest, writeManifest } from "../../../terraform/plan-manifest";
import type { ManifestStack, PlanManifest } from "../../../terraform/plan-manifest";
import { plan } from "../../review/plans";
import { answerWith } from "../../support/fake-aws";
import { fakeKms, KEY } from "../../support/fake-kms";

const HASH = "0".repeat(64);
const STACK: ManifestStack = {
  stack: "audit",
  account: "audit",
  dependsOn: [],
  outcome: "noChanges",
  synthesized: HASH,
};
const MANIFEST: PlanManifest = {
  version: 1,
  made: "2026-11-30T12:00:00Z",
  common: {
    configuration: HASH,
    ledger: "",
    synthesized: HASH,
    landingZone: "1.0.0",
    terraform: { program: "terraform", version: "1.11.4" },
    providers: {},
  },
  stacks: [STACK],
};

describe("a folder of saved plans", () => {
  let folder = "";
  let elsewhere = "";
  beforeEach(() => {
    elsewhere = mkdtempSync(join(tmpdir(), "landing-zone-elsewhere-"));
    folder = mkdtempSync(join(tmpdir(), "landing-zone-saved-plans-"));
    writeManifest(folder, MANIFEST);
  });
  afterEach(() => {
    for (const path of [folder, elsewhere]) rmSync(path, { recursive: true });
  });

  const save = async (saved: SavedPlans, content = "a plan"): Promise<void> => {
    const file = join(elsewhere, "binary");
    writeFileSync(file, content);
    await saved.save({ stack: "audit", file, changed: true, changes: NO_CHANGES, json: plan([]) });
  };

  it("can be saved to again after an apply had stopped for a review", async () => {
    mkdirSync(join(folder, "again"));
    writeFileSync(join(folder, "again", "audit.json"), "{}");
    SavedPlans.in(folder).abandon();
    expect(readdirSync(folder).sort()).toEqual(["again", "manifest.json"]);
    await SavedPlans.in(folder).finish(MANIFEST);
    expect(readdirSync(folder)).toEqual(["manifest.json"]);
  });

  it("removes nothing of others, whatever the manifest of before says or links to", async () => {
    const hash = "0".repeat(64);
    const files = { json: { file: "landing-zone.yaml", sha256: hash }, plan: { file: "audit.tfplan", sha256: hash } };
    writeManifest(folder, { ...MANIFEST, stacks: [{ ...STACK, ...files, outcome: "changes" }] });
    for (const file of [
      join(folder, "landing-zone.yaml"),
      join(folder, "audit.tfplan"),
      join(elsewhere, "audit.json"),
    ]) {
      writeFileSync(file, "mine");
    }
    symlinkSync(elsewhere, join(folder, "again"));
    await SavedPlans.in(folder).finish(MANIFEST);
    expect(readdirSync(folder).sort()).toEqual(["again", "landing-zone.yaml", "manifest.json"]);
    expect(readdirSync(elsewhere)).toEqual(["audit.json"]);
  });

  it("keeps the plans of before until those of a later run are all there", async () => {
    const first = SavedPlans.in(folder);
    await save(first, "the first");
    await first.finish({ ...MANIFEST, stacks: [{ ...STACK, ...first.filesOf("audit"), outcome: "changes" }] });
    const before = readFileSync(join(folder, "manifest.json"), "utf8");

    const refused = SavedPlans.in(folder);
    await save(refused, "the second");
    refused.abandon();
    expect(readdirSync(folder).sort()).toEqual(["audit.json", "audit.tfplan", "manifest.json"]);
    expect(readFileSync(join(folder, "audit.tfplan"), "utf8")).toBe("the first");
    expect(readFileSync(join(folder, "manifest.json"), "utf8")).toBe(before);

    await SavedPlans.in(folder).finish(MANIFEST);
    expect(readdirSync(folder)).toEqual(["manifest.json"]);
  });

  it("takes away what a run has left that was killed, in a folder that was empty, too", () => {
    rmSync(join(folder, "manifest.json"));
    SavedPlans.in(folder);
    writeFileSync(join(folder, ".new", "audit.tfplan"), "a plan");
    SavedPlans.in(folder);
    expect(readdirSync(join(folder, ".new"))).toEqual([]);
  });

  it("has nothing of plans of which the process ended before they were all there", async () => {
    const before = process.listeners("exit");
    await save(SavedPlans.in(folder));
    for (const listener of process.listeners("exit").filter((one) => !before.includes(one))) listener(0);
    expect(readdirSync(folder)).toEqual(["manifest.json"]);
    await SavedPlans.in(folder).finish(MANIFEST);
    expect(process.listeners("exit")).toEqual(before);
  });

  it("has plans of their owner alone, whatever was there before, and writes through no link", async () => {
    const mine = join(elsewhere, "mine");
    writeFileSync(mine, "mine");
    symlinkSync(mine, join(folder, "audit.json"));
    writeFileSync(join(folder, "audit.tfplan"), "of everybody", { mode: 0o644 });
    const saved = SavedPlans.in(folder);
    await save(saved);
    expect(statSync(join(folder, ".new")).mode & 0o777).toBe(0o700);
    await saved.finish(MANIFEST);
    expect(readFileSync(mine, "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "audit.tfplan"), "utf8")).toBe("a plan");
    expect(statSync(join(folder, "audit.tfplan")).mode & 0o777).toBe(0o600);
  });

  it("loses nothing where a folder is in the way of a file", async () => {
    mkdirSync(join(folder, "audit.json"));
    const saved = SavedPlans.in(folder);
    await save(saved);
    await expect(saved.finish(MANIFEST)).rejects.toThrow("audit.json is a folder, in the way of a file");
    saved.abandon();
    expect(readdirSync(folder).sort()).toEqual(["audit.json", "manifest.json"]);
  });

  it("is encrypted and sealed under a key, and all of it kept where KMS refuses the seal", async () => {
    const kms = fakeKms();
    const common = { ...MANIFEST.common, encryptedUnder: KEY };
    const saved = SavedPlans.in(folder, KEY, kms);
    await save(saved);
    await saved.finish({ ...MANIFEST, common });
    expect(readFileSync(join(folder, "audit.tfplan.enc"), "latin1")).toMatch(/^LZPLAN/);
    expect(await problemsOfSeals([{ folder, manifest: readManifest(folder) }], { demanded: KEY, kms })).toEqual([]);

    const before = readFileSync(join(folder, "manifest.json"), "utf8");
    const refusing = kmsOf(KEY);
    answerWith(refusing, () => Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    const refused = SavedPlans.in(folder, KEY, refusing);
    await expect(refused.finish({ ...MANIFEST, common })).rejects.toThrow("AccessDeniedException");
    refused.abandon();
    expect(readFileSync(join(folder, "manifest.json"), "utf8")).toBe(before);
  });
});
