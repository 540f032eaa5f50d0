import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planStacks } from "../../terraform/plan-stacks";
import type { PlannedStack } from "../../terraform/plan-stacks";
import { change, planOf } from "../cli/plan/support";

/** What a Terraform answers, by its sub-command; `plan` asks for `init` until that was run. */
interface Script {
  readonly plan: Answer;
  readonly init?: Answer;
  readonly show?: Answer;
  readonly state?: Answer;
}

interface Answer {
  readonly code: number;
  readonly output: object | string;
}

const textOf = (output: object | string): string => (typeof output === "string" ? output : JSON.stringify(output));
const diagnostic = (summary: string, more: object = {}) => ({ diagnostic: { severity: "error", summary, ...more } });

describe("planning stacks", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-plan-stacks-"));
  const terraform = join(folder, "terraform");
  const stackFolder = join(folder, "stacks", "audit");

  beforeAll(() => {
    writeFileSync(
      terraform,
      // No Node, which takes longer to start than all of this.
      `#!/bin/sh
      echo "$*" >> calls
      echo "Warning: {something} beside it" >&2
      if [ "$1" = plan ] && [ -e init.output ] && [ ! -e initialized ]; then
        cat ../../asks-for-init
        exit 1
      fi
      if [ "$1" = init ]; then : > initialized; fi
      cat "$1.output"
      exit "$(cat "$1.code")"`,
      { mode: 0o755 },
    );
    writeFileSync(join(folder, "asks-for-init"), `${textOf(diagnostic('please run "terraform init"'))}\n`);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const planWith = async (script: Script): Promise<{ planned?: PlannedStack; calls: string[] }> => {
    rmSync(stackFolder, { recursive: true, force: true });
    mkdirSync(stackFolder, { recursive: true });
    for (const [command, { code, output }] of Object.entries<Answer>({ ...script })) {
      writeFileSync(join(stackFolder, `${command}.code`), String(code));
      writeFileSync(join(stackFolder, `${command}.output`), `${textOf(output)}\n`);
    }
    const [planned] = await planStacks({
      outdir: folder,
      terraform,
      env: process.env,
      parallelism: 2,
      stacks: [{ stack: "audit", account: "audit" }],
    });
    const calls = readFileSync(join(stackFolder, "calls"), "utf8").trim().split("\n");
    return { planned, calls };
  };

  it("initializes a stack that asks for it, takes no lock, and leaves no plan behind", async () => {
    const show = { code: 0, output: planOf([change("aws_sns_topic.a", ["create"])]) };
    const { calls, planned } = await planWith({ plan: { code: 2, output: "" }, init: { code: 0, output: "" }, show });
    expect(planned?.outcome).toMatchObject({ kind: "planned", changed: true, changes: { add: 1 } });
    expect(calls.map((call) => call.split(" ")[0])).toEqual(["plan", "init", "plan", "show"]);
    expect(calls[0]).toMatch(/^plan -json -input=false -lock=false -detailed-exitcode -out=\S+$/);
    expect(existsSync(/-out=(\S+)/.exec(calls[0] ?? "")?.[1] ?? "")).toBe(false);
  });

  it("leaves no plan behind when the process ends before it", async () => {
    const before = process.listeners("exit");
    const planning = planWith({ plan: { code: 0, output: "" } });
    const added = process.listeners("exit").filter((one) => !before.includes(one));
    for (const listener of added) listener(0);
    const { calls } = await planning;
    expect(existsSync(join(/-out=(\S+)/.exec(calls[0] ?? "")?.[1] ?? "", ".."))).toBe(false);
    expect(added).toHaveLength(1);
    expect(process.listeners("exit")).toEqual(before);
  });

  it("looks no further when nothing would change", async () => {
    const { calls, planned } = await planWith({ plan: { code: 0, output: "" } });
    expect(planned?.outcome).toMatchObject({ kind: "planned", changed: false, changes: { add: 0, endangered: [] } });
    expect(calls).toHaveLength(1);
  });

  it("reports what would be lost, and where, from the configuration alone when that is enough", async () => {
    const output = planOf([change("aws_sns_topic.a", ["delete", "create"])], { "aws_sns_topic.a": "aws.eu-central-1" });
    const { calls, planned } = await planWith({ plan: { code: 2, output: "" }, show: { code: 0, output } });
    expect(planned?.outcome).toMatchObject({
      kind: "planned",
      changed: true,
      changes: { destroy: 1, endangered: [{ address: "aws_sns_topic.a", region: "eu-central-1", action: "replaces" }] },
    });
    expect(calls).toHaveLength(2);
  });

  it("asks the state where something is that is not in the configuration any more", async () => {
    const provider = 'provider["registry.terraform.io/hashicorp/aws"].eu-central-1';
    const { calls, planned } = await planWith({
      plan: { code: 2, output: "" },
      show: { code: 0, output: planOf([change("aws_sns_topic.a", ["delete"])]) },
      state: { code: 0, output: { resources: [{ mode: "managed", type: "aws_sns_topic", name: "a", provider }] } },
    });
    expect(planned?.outcome).toMatchObject({ changes: { endangered: [{ region: "eu-central-1" }] } });
    expect(calls.at(-1)).toBe("state pull");
  });

  it("finds out what a stack waits for", async () => {
    const address = "data.terraform_remote_state.cross-stack-reference-input-organization";
    const output = diagnostic("Unable to find remote state", { address });
    const { planned } = await planWith({ plan: { code: 1, output } });
    expect(planned?.outcome).toEqual({ kind: "waiting", waitsFor: ["organization"] });
  });

  it("quotes nothing of a plan that is no JSON", async () => {
    const show = { code: 0, output: '{"variables":{"a":{"value":"hunter2"' };
    const { planned } = await planWith({ plan: { code: 2, output: "" }, show });
    expect(planned?.outcome).toEqual({ kind: "failed", problems: [expect.stringContaining("printed no JSON")] });
  });

  it("quotes nothing of a plan that Terraform was killed while it showed it", async () => {
    const output = '{"format_version":"1.2","password":"hunter2\n  "password": "hunter2"\nKilled';
    const { planned } = await planWith({ plan: { code: 2, output: "" }, show: { code: 137, output } });
    expect(planned?.outcome).toEqual({
      kind: "failed",
      problems: ["exit code 137\nWarning: {something} beside it\nKilled"],
    });
  });

  it.each<[string, Script]>([
    ["the plan", { plan: { code: 1, output: diagnostic("No luck today") } }],
    ["the initialization", { plan: { code: 0, output: "" }, init: { code: 1, output: diagnostic("No luck today") } }],
    ["showing the plan", { plan: { code: 2, output: "" }, show: { code: 1, output: "No luck today" } }],
  ])("reports the reason when %s fails", async (_, script) => {
    const { planned } = await planWith(script);
    expect(planned?.outcome).toEqual({ kind: "failed", problems: [expect.stringContaining("No luck today")] });
  });
});
