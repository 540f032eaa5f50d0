import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SavedPlans } from "../../../cli/plan/saved-plans";
import { NO_CHANGES } from "../../../review/changes";
import { writeManifest } from "../../../terraform/plan-manifest";
import type { PlanManifest } from "../../../terraform/plan-manifest";
import { plan } from "../../review/plans";

const HASH = "0".repeat(64);
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
  stacks: [{ stack: "audit", account: "audit", dependsOn: [], outcome: "noChanges", synthesized: HASH }],
};

describe("a folder of saved plans", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "landing-zone-saved-plans-"));
    writeManifest(folder, MANIFEST);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("can be saved to again when a plan failed after an apply had stopped for a review", () => {
    mkdirSync(join(folder, "again"));
    writeFileSync(join(folder, "again", "audit.json"), "{}");
    SavedPlans.in(folder).abandon();
    expect(readdirSync(folder)).toEqual([]);
    SavedPlans.in(folder);
  });

  it("has nothing of plans of which the process ended before they were all there", async () => {
    const before = process.listeners("exit");
    const saved = SavedPlans.in(folder);
    writeFileSync(join(folder, "binary"), "a plan");
    const made = { stack: "audit", file: join(folder, "binary"), changed: true, changes: NO_CHANGES, json: plan([]) };
    await saved.save(made);
    for (const listener of process.listeners("exit").filter((one) => !before.includes(one))) listener(0);
    expect(readdirSync(folder)).toEqual(["binary"]);
    SavedPlans.in(folder + "-other").finish(MANIFEST);
    expect(process.listeners("exit")).toEqual(before);
    rmSync(folder + "-other", { recursive: true });
  });

  it("has plans of their owner alone, whatever was there before, and writes through no link", async () => {
    const [mine, binary] = [join(folder, "mine"), join(folder, "binary")];
    writeFileSync(mine, "mine");
    writeFileSync(binary, "a plan");
    symlinkSync(mine, join(folder, "audit.json"));
    writeFileSync(join(folder, "audit.tfplan"), "of everybody", { mode: 0o644 });
    await SavedPlans.in(folder).save({
      stack: "audit",
      file: binary,
      changed: true,
      changes: NO_CHANGES,
      json: plan([]),
    });
    expect(readFileSync(mine, "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "audit.tfplan"), "utf8")).toBe("a plan");
    expect(statSync(join(folder, "audit.tfplan")).mode & 0o777).toBe(0o600);
  });
});
