import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Keys, readRecord, writeRecord } from "../../terraform/applied-record";
import { statesOf } from "../../terraform/states";
import { readStackSource } from "../../terraform/synthesized";

const REFERENCE = "${data.terraform_remote_state.cross-stack-reference-input-organization.outputs.an-id}";
const json = (more: object = {}): object => ({
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
  locals: { a: REFERENCE },
  ...more,
});

describe("the key of a stack", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-key-"));
  const outdir = join(folder, "out");
  const stackFolder = join(outdir, "stacks", "audit");
  const states = statesOf({ state: { backend: "local" } } as never, outdir);
  const put = (name: string, content: object | string): void => {
    const file = join(stackFolder, name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  };
  const outputs = (values: object): void => {
    const state = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "a", outputs: values };
    writeFileSync(join(folder, "terraform.organization.tfstate"), JSON.stringify(state));
  };
  const key = (
    env: NodeJS.ProcessEnv = {},
    variables = {},
    terraform: { program: "terraform" | "tofu"; version: string } = { program: "terraform", version: "1.11.4" },
  ): Promise<string | undefined> =>
    new Keys(states, outdir, terraform, env).of(readStackSource(outdir, "audit", terraform.program), variables);

  beforeEach(() => {
    rmSync(outdir, { recursive: true, force: true });
    put("cdk.tf.json", json());
    outputs({ "an-id": { value: "1", type: "string" } });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ["its Terraform JSON", () => (put("cdk.tf.json", json({ output: {} })), key())],
    ["an override that somebody has put there", () => (put("override.tf", "# a"), key())],
    ["an asset", () => (put("assets/a/b.zip", "x"), key())],
    ["a file of variables", () => (put("x.auto.tfvars", "a = 1"), key())],
    ["a variable of the environment", () => key({ TF_VAR_a: "1" })],
    ["tags of the environment", () => key({ TF_AWS_DEFAULT_TAGS_team: "a" })],
    ["a variable of the command line", () => key({}, { a: "1" })],
    ["another Terraform", () => key({}, {}, { program: "terraform", version: "1.12.0" })],
    ["OpenTofu", () => key({}, {}, { program: "tofu", version: "1.11.4" })],
    ["an output that it reads", () => (outputs({ "an-id": { value: "2", type: "string" } }), key())],
    ["an output that is gone", () => (outputs({}), key())],
  ])("is another one with %s", async (_, changed) => {
    const before = await key();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await changed()).not.toBe(before);
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ["initialization", () => (put(".terraform.lock.hcl", "provider ..."), put(".terraform/x", "x"), key())],
    [
      "an output that it does not read",
      () => (outputs({ "an-id": { value: "1", type: "string" }, b: { value: 1 } }), key()),
    ],
    ["the role that Terraform acts as", () => key({}, { deployment_role: "other" })],
    ["the rest of the environment", () => key({ HOME: "/nowhere" })],
  ])("stays the same with %s", async (_, changed) => {
    const before = await key();
    expect(await changed()).toBe(before);
  });

  it("is none where a stack that it reads has no state", async () => {
    rmSync(join(folder, "terraform.organization.tfstate"));
    expect(await key()).toBeUndefined();
  });

  it("is of the versions that a lock file has, where no exact one is asked for", async () => {
    const providers = { aws: { source: "hashicorp/aws", version: "~> 5.0" } };
    put("cdk.tf.json", { ...json(), terraform: { required_providers: providers } });
    const before = await key();
    put(".terraform.lock.hcl", 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n}\n');
    expect(await key()).not.toBe(before);
  });

  it("is recorded beside the state, and what somebody else wrote there is none", async () => {
    const record = { key: "a".repeat(64), serial: 3, lineage: "b" };
    expect(await readRecord(states, "audit")).toBeUndefined();
    await writeRecord(states, "audit", record);
    expect(await readRecord(states, "audit")).toEqual({ version: 1, ...record });
    for (const text of ["", "{", "null", '{"version":2}']) {
      writeFileSync(join(folder, "terraform.audit.applied.json"), text);
      expect(await readRecord(states, "audit")).toBeUndefined();
    }
    expect(await states.stacks()).toEqual(["organization"]);
  });
});
