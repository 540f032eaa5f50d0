import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPlans } from "../../../cli/apply/open-plans";
import type { OpenOptions } from "../../../cli/apply/open-plans";
import type { MergedManifest, PlannedInFolder } from "../../../terraform/plan-manifest";
import { sha256Of } from "../../../terraform/synthesized";

const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const CHANGE = { address: "aws_sns_topic.a", mode: "managed", type: "aws_sns_topic", change: { actions: ["create"] } };
const PLAN = JSON.stringify({ format_version: "1.2", resource_changes: [CHANGE] });
const ENCRYPTED = Buffer.from("encrypted");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "landing-zone-open-"));
  writeFileSync(join(folder, "alerting.tfplan.enc"), ENCRYPTED);
  writeFileSync(join(folder, "alerting.json"), PLAN);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open(json = PLAN) {
  const stack = {
    stack: "alerting",
    account: "audit",
    dependsOn: [],
    outcome: "changes",
    synthesized: "0".repeat(64),
    folder,
    plan: { file: "alerting.tfplan.enc", sha256: sha256Of(ENCRYPTED) },
    json: { file: "alerting.json", sha256: sha256Of(Buffer.from(json)) },
  } as unknown as PlannedInFolder;
  const merged = { common: { encryptedUnder: KEY }, stacks: [stack] } as unknown as MergedManifest;
  // Neither Terraform nor KMS is there to be asked.
  const options = { parallelism: 1, shows: false, workFolder: folder } as unknown as OpenOptions;
  return openPlans(merged, options);
}

describe("plans that are not opened", () => {
  it("are counted by what people have read, and asked for by nobody", async () => {
    const { differences, plans } = await open();
    expect(differences).toEqual([]);
    expect([...plans]).toEqual([["alerting", { counts: expect.objectContaining({ add: 1, destroy: 0 }) as object }]]);
  });

  it("are compared by their hashes all the same", async () => {
    const { differences, plans } = await open("{}");
    expect(differences).toEqual([
      expect.stringMatching(/^alerting: .*alerting\.json is not the file that was reviewed/),
    ]);
    expect([...plans]).toEqual([]);
  });
});
