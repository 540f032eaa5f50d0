import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LandingZone } from "../../config/landing-zone";
import { readRecord } from "../../terraform/applied-record";
import { statesOfApply } from "../../terraform/last-apply";
import type { ManifestStack } from "../../terraform/plan-manifest";
import { statesOf } from "../../terraform/states";

const SHA = "a".repeat(64);

describe("what an apply leaves beside a state", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-last-apply-"));
  const outdir = join(folder, "cdktf.out");
  const states = statesOf({ state: { backend: "local" } } as LandingZone, outdir);
  const ofApply = statesOfApply(states, outdir, { program: "terraform", version: "1.11.4" });
  const audit = { stack: "audit" } as ManifestStack;
  const writeState = (stack: string, serial: number, id: string): void => {
    const outputs = { id: { value: id, type: "string" }, other: { value: serial, type: "number" } };
    const state = { version: 4, terraform_version: "1.11.4", serial, lineage: "one", outputs, resources: [] };
    writeFileSync(join(folder, `terraform.${stack}.tfstate`), JSON.stringify(state));
  };

  beforeAll(() => {
    mkdirSync(join(outdir, "stacks", "audit"), { recursive: true });
    const reference = "${data.terraform_remote_state.cross-stack-reference-input-organization.outputs.id}";
    const json = { terraform: { required_providers: {} }, locals: { id: reference } };
    writeFileSync(join(outdir, "stacks", "audit", "cdk.tf.json"), JSON.stringify(json));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("has a key only once there is what the stack reads, and another one when that changes", async () => {
    expect(await ofApply.now(audit)).toEqual({});
    writeState("organization", 1, "o-1");
    const first = await ofApply.now(audit);
    expect(first).toEqual({ key: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    writeState("organization", 2, "o-1");
    expect((await ofApply.now(audit)).key).toBe(first.key);
    writeState("organization", 3, "o-2");
    expect((await ofApply.now(audit)).key).not.toBe(first.key);
  });

  it("is a record of what was completed, or of the plan that failed, which no plan takes for one", async () => {
    writeState("audit", 7, "");
    await ofApply.record("audit", { serial: 7, lineage: "one", key: SHA });
    expect((await ofApply.now(audit)).last).toMatchObject({ serial: 7, lineage: "one", key: SHA });
    expect(await readRecord(states, "audit")).toMatchObject({ key: SHA });

    await ofApply.record("audit", { serial: 7, lineage: "one", unfinished: SHA });
    expect((await ofApply.now(audit)).last).toMatchObject({ serial: 7, lineage: "one", unfinished: SHA });
    expect(await readRecord(states, "audit")).toBeUndefined();
  });

  it("is nothing where it cannot be understood", async () => {
    const file = join(folder, "terraform.audit.applied.json");
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 20));
    expect((await ofApply.now(audit)).last).toBeUndefined();
  });
});
