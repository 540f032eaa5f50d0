import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../support/program";

const cli = program("cli/main.ts");
const STACK = {
  "//": { metadata: {} },
  terraform: { backend: { local: {} }, required_providers: { aws: { source: "aws", version: "5.100.0" } } },
  provider: { aws: [{ region: "eu-west-1" }] },
  resource: { aws_sqs_queue: { q: { name: "of-eu-west-1" } } },
};
const MADE = ["README.md", "main.tf.json", "outputs.tf.json", "variables.tf.json", "versions.tf.json"];

describe("landing-zone export-module", () => {
  let work: string;
  let stack: string;
  let output: string;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), "landing-zone-export-module-"));
    stack = join(work, "stack");
    output = join(work, "queue");
    mkdirSync(stack);
    writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify(STACK));
  });

  afterEach(() => {
    rmSync(work, { recursive: true });
  });

  it("writes a module named as its folder, says what is fixed, and writes it again", () => {
    const args = ["export-module", stack, "--output", output];
    const { status, stderr, stdout } = cli(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("Wrote the module queue:\n");
    expect(stdout).toContain("\n  aws_sqs_queue.q: region eu-west-1\n");
    expect(readdirSync(output).sort()).toEqual(MADE);
    expect(cli([...args, "--provider-version", "aws=~> 5.99", "--json"]).stdout).toContain('"name": "queue"');
    expect(readFileSync(join(output, "versions.tf.json"), "utf8")).toContain('"~> 5.99"');
  });

  it.each([
    ["queue.tf", "resource {}"],
    ["README.md", "# Ours\n"],
  ])("writes nothing beside somebody else's %s", (file, content) => {
    mkdirSync(output);
    writeFileSync(join(output, file), content);
    const { status, stderr } = cli(["export-module", stack, "--output", output]);
    expect(status).toBe(1);
    expect(stderr).toContain(`${join(output, file)}: somebody else wrote it`);
    expect(readFileSync(join(output, file), "utf8")).toBe(content);
    expect(readdirSync(output)).toEqual([file]);
  });

  it.each<[string, string[], number, string]>([
    ["a folder without a stack", ["--output", "x"], 1, "there is no such file"],
    ["no folder to write to", [], 2, "required option '-o, --output <folder>'"],
    ["versions of nothing", ["--output", "x", "--provider-version", "5.100.0"], 2, "It is a provider and its versions"],
  ])("refuses %s", (_, options, code, text) => {
    const { status, stderr } = cli(["export-module", join(work, "nowhere"), ...options]);
    expect({ status, stderr }).toEqual({ status: code, stderr: expect.stringContaining(text) as string });
    expect(existsSync("x")).toBe(false);
  });

  it("refuses a stack's file that is not JSON", () => {
    writeFileSync(join(stack, "cdk.tf.json"), "{");
    expect(cli(["export-module", stack, "--output", output]).stderr).toContain("it is not JSON");
  });
});
