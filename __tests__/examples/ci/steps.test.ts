// The scripts of the steps as a runner runs them, with a landing-zone that ends as it is told to.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";

interface Step {
  readonly name?: string;
  readonly run?: string;
}

/**
 * Writes what it was called with, makes the files of its options, says something, and ends with the code of its command:
 * EXITS has `plan=2 review=3`.
 */
const NPX = `#!/usr/bin/env bash
shift 2
echo "landing-zone $*" >> "$CALLS"
command=$1
for (( at = 1; at <= $#; at++ )); do
  next=$(( at + 1 ))
  case "\${!at}" in
    --markdown|--html) echo "report of $command" > "\${!next}" ;;
    --outputs) echo "has_drift=true" >> "\${!next}" ;;
    --save) mkdir -p "\${!next}"; for stack in "\${@:2:$(( at - 2 ))}"; do echo "{}" > "\${!next}/$stack.json"; done ;;
  esac
done
if [ "$*" = "synth --json" ]; then echo '{"stacks":[{"stack":"one","resources":1},{"stack":"two","resources":1}]}'; fi
if [ "$command" = apply ]; then echo 'one <b>'; echo 'error' >&2; fi
for exit in $EXITS; do if [ "\${exit%=*}" = "$command" ]; then exit "\${exit#*=}"; fi; done
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "landing-zone-steps-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/npx"), NPX);
  chmodSync(join(folder, "bin/npx"), 0o755);
  spawnSync("git", ["init", "-q"], { cwd: folder });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const inFolder = (name: string) => join(folder, name);
const textOf = (name: string) => (existsSync(inFolder(name)) ? readFileSync(inFolder(name), "utf8") : "");

function runScript(script: string, env: Readonly<Record<string, string>>) {
  writeFileSync(inFolder("script.sh"), script);
  // As GitHub calls it where `shell: bash` is said.
  return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "script.sh"], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: `${inFolder("bin")}:${dirname(process.execPath)}:${process.env.PATH ?? ""}`,
      CALLS: inFolder("calls"),
      GITHUB_OUTPUT: inFolder("output"),
      GITHUB_STEP_SUMMARY: inFolder("summary"),
      RUNNER_TEMP: folder,
      EXITS: "",
      ...env,
    },
  });
}

function step(file: string, job: string, name: string, env: Readonly<Record<string, string>> = {}) {
  const workflow = parse(readFileSync(`examples/ci/github/.github/workflows/${file}`, "utf8")) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
  };
  const found = workflow.jobs[job]?.steps.find((one) => one.name === name);
  expect(found?.run).toBeDefined();
  return runScript(found?.run ?? "", env);
}

const DEMANDS = { PLAN_KEY: "arn", PLAN_ROLE: "arn:aws:iam::111111111111:role/lz-reviewer" };

describe("plan.yml", () => {
  it.each([
    [0, 0],
    [2, 0],
    [3, 0],
    [1, 1],
    [64, 64],
  ])("plans: exit code %d ends the step with %d", (code, expected) => {
    const { status } = step("plan.yml", "plan", "Plan", {
      ...DEMANDS,
      STACKS: "one two",
      EXITS: `plan=${code}`,
    });
    expect(status).toBe(expected);
    expect(textOf("calls")).toBe("landing-zone plan one two --role lz-reviewer --save plans --encrypt-with arn\n");
  });

  it.each([0, 3, 64])("reviews: exit code %d is left to the verdict", (code) => {
    const { status, stderr } = step("plan.yml", "review", "Review", { EXITS: `review=${code}` });
    expect([status, stderr]).toEqual([0, ""]);
    expect(textOf("output")).toBe(`has_drift=true\ncode=${code}\n`);
    expect(textOf("summary")).toBe("report of review\n");
    expect(textOf("calls")).not.toContain("--acknowledged");
  });

  it("reviews with what is accepted", () => {
    writeFileSync(inFolder("landing-zone.accepted.yaml"), "");
    step("plan.yml", "review", "Review");
    const reviews = textOf("calls")
      .split("\n")
      .filter((call) => call.includes(" review "));
    expect(reviews.map((call) => call.includes("--acknowledged landing-zone.accepted.yaml"))).toEqual([true, true]);
  });

  it.each([
    ["success", "0", 0],
    ["success", "3", 3],
    ["failure", "0", 1],
    ["cancelled", "0", 1],
  ])("says as its verdict of plans %s and a review of %s: %d", (PLANS, CODE, expected) => {
    expect(step("plan.yml", "review", "Verdict", { PLANS, CODE }).status).toBe(expected);
  });

  it("fails where the review did not come to an end", () => {
    expect(step("plan.yml", "review", "Verdict", { PLANS: "success", CODE: "" }).status).not.toBe(0);
  });

  it.each([0, 1, 3])("compares a fork's file: exit code %d is left to the verdict", (code) => {
    expect(step("plan.yml", "diff", "Compare both files", { EXITS: `diff=${code}` }).status).toBe(0);
    expect(textOf("output")).toBe(`code=${code}\n`);
    expect(step("plan.yml", "diff", "Verdict", { CODE: String(code) }).status).toBe(code);
  });

  const divide = () => step("plan.yml", "stacks", "Divide the stacks among jobs", { JOBS: "20" });

  it("divides the stacks among jobs", () => {
    spawnSync("ln", ["-sfn", resolve("examples/ci/scripts"), inFolder("ci")]);
    expect(divide().status).toBe(0);
    expect(textOf("output")).toBe('groups=[{"job":1,"stacks":"one"},{"job":2,"stacks":"two"}]\n');
  });

  it("fails where the ledger is not committed", () => {
    spawnSync("ln", ["-sfn", resolve("examples/ci/scripts"), inFolder("ci")]);
    writeFileSync(inFolder("landing-zone.lock.json"), "{}");
    const { status, stdout } = divide();
    expect([status, stdout]).toEqual([1, expect.stringContaining("changes the ledger")]);
    expect(textOf("output")).toBe("");
  });
});

describe("apply.yml", () => {
  it("has what was said as text in the summary, of which it holds the end, from its first line", () => {
    writeFileSync(inFolder("bin/npx"), `#!/bin/sh\nyes '<b>xyz' | head -c 1000000\n`, { mode: 0o755 });
    for (const [job, name] of [
      ["check", "Say what would be applied"],
      ["apply", "Apply"],
    ] as const) {
      rmSync(inFolder("summary"), { force: true });
      step("apply.yml", job, name, DEMANDS);
      const lines = textOf("summary").trimEnd().split("\n");
      expect(lines.filter((line) => !line.startsWith("    "))).toEqual([]);
      expect(lines.length).toBeGreaterThan(1000);
      expect(textOf("summary").length).toBeLessThan(1024 * 1024);
    }
  });

  it.each([
    [0, 0],
    [2, 0],
    [4, 4],
    [1, 1],
    [64, 64],
  ])("checks: exit code %d ends the step with %d", (code, expected) => {
    expect(step("apply.yml", "check", "Say what would be applied", { ...DEMANDS, EXITS: `apply=${code}` }).status).toBe(
      expected,
    );
    expect(textOf("output")).toBe(`code=${code}\n`);
    // With what went wrong, and as text.
    expect(textOf("summary").split("\n").sort()).toEqual(["", "    error", "    one <b>"]);
    expect(textOf("calls")).toBe("landing-zone apply plans --encrypted-under arn --planned-by lz-reviewer\n");
  });

  it("applies no plans but those that were shown before somebody approved", () => {
    const write = (job: number, text: string) => {
      mkdirSync(inFolder(`plans/plan-${job}`), { recursive: true });
      writeFileSync(inFolder(`plans/plan-${job}/manifest.json`), text);
    };
    write(1, "one");
    write(2, "two");
    expect(step("apply.yml", "check", "Remember which plans these are").status).toBe(0);
    const [, SHOWN = ""] = /^plans=([0-9a-f]{64} .*)$/m.exec(textOf("output")) ?? [];
    const again = () => step("apply.yml", "apply", "Are they the plans that were shown", { SHOWN });
    expect(again().status).toBe(0);
    write(2, "another");
    expect(again()).toMatchObject({ status: 4, stdout: expect.stringContaining("made again") as string });
    write(2, "two");
    write(3, "more");
    expect(again().status).toBe(4);
  });

  it.each([0, 1, 2, 4, 130])("applies: ends the step with exit code %d", (code) => {
    expect(step("apply.yml", "apply", "Apply", { ...DEMANDS, EXITS: `apply=${code}` }).status).toBe(code);
    expect(textOf("calls")).toBe(
      "landing-zone apply plans --encrypted-under arn --planned-by lz-reviewer --confirm --lock-timeout 10m\n",
    );
    expect(textOf("summary")).toContain("    one <b>\n");
  });
});

describe("drift.yml", () => {
  it.each([
    [0, 0],
    [2, 0],
    [1, 1],
  ])("looks for drift: exit code %d ends the step with %d", (code, expected) => {
    expect(step("drift.yml", "drift", "Look for drift", { STACKS: "one two", EXITS: `drift=${code}` }).status).toBe(
      expected,
    );
  });

  it.each([0, 3])("reports each stack, with dangers or without: %d", (code) => {
    step("drift.yml", "drift", "Look for drift", { STACKS: "one two manifest" });
    expect(step("drift.yml", "drift", "Report each stack", { EXITS: `review=${code}` }).status).toBe(0);
    expect(textOf("drift/reports/one.md")).toBe("report of review\n");
    expect(textOf("drift/reports/two.outputs")).toBe("has_drift=true\n");
    expect(existsSync(inFolder("drift/reports/manifest.md"))).toBe(false);
  });

  it("fails where a stack cannot be reported", () => {
    step("drift.yml", "drift", "Look for drift", { STACKS: "one" });
    expect(step("drift.yml", "drift", "Report each stack", { EXITS: "review=64" }).status).not.toBe(0);
  });

  it("reports nothing where nothing was planned", () => {
    expect(step("drift.yml", "drift", "Report each stack").status).toBe(0);
    expect(textOf("calls")).toBe("");
  });
});

describe("the pipeline of GitLab", () => {
  const jobs = parse(readFileSync("examples/ci/gitlab/.gitlab-ci.yml", "utf8")) as Readonly<
    Record<string, { readonly script: readonly string[] }>
  >;
  const job = (name: string, env: Readonly<Record<string, string>> = {}) => {
    spawnSync("ln", ["-sfn", resolve("examples/ci/scripts"), inFolder("ci")]);
    const script = (jobs[name]?.script ?? []).filter((line) => !line.startsWith("npm "));
    // Other tests run at the same time.
    return runScript(script.join("\n").replaceAll("/tmp/", `${folder}/`), {
      CI_NODE_INDEX: "1",
      CI_NODE_TOTAL: "2",
      ...env,
    });
  };

  const write = (at: number, text: string) => {
    mkdirSync(inFolder(`plans/${at}`), { recursive: true });
    writeFileSync(inFolder(`plans/${at}/manifest.json`), text);
  };

  it.each([
    [0, 0],
    [2, 0],
    [3, 0],
    [1, 1],
  ])("plans its share: exit code %d ends the job with %d", (code, expected) => {
    const env = {
      LANDING_ZONE_PLAN_KEY: "arn",
      LANDING_ZONE_PLAN_ROLE: "arn:aws:iam::111111111111:role/ci/lz-reviewer",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: "abc",
      EXITS: `plan=${code}`,
    };
    expect(job("plan", env).status).toBe(expected);
    expect(textOf("calls").trimEnd().split("\n")).toEqual([
      "landing-zone ledger check --base abc",
      "landing-zone synth --json",
      "landing-zone plan one --role lz-reviewer --save plans/1 --encrypt-with arn",
    ]);
  });

  it("plans nothing where it has no share", () => {
    expect(job("plan", { CI_NODE_INDEX: "3", CI_NODE_TOTAL: "3" }).status).toBe(0);
    expect(textOf("calls")).toBe("landing-zone synth --json\n");
  });

  it.each([0, 3, 64])("reviews: ends the job with exit code %d", (code) => {
    expect(job("review", { EXITS: `review=${code}` }).status).toBe(code);
  });

  it.each([
    [".check", 0, 0],
    [".check", 2, 0],
    [".check", 4, 4],
    [".check", 1, 1],
    [".apply", 0, 0],
    [".apply", 2, 2],
    [".apply", 4, 4],
  ])("%s: exit code %d ends the job with %d", (name, code, expected) => {
    write(1, "one");
    expect(job(".check", { EXITS: "apply=2" }).status).toBe(0);
    expect(job(name, { EXITS: `apply=${code}` }).status).toBe(expected);
  });

  it("applies no plans but those that were shown before somebody started it", () => {
    write(1, "one");
    expect(job(".check", { EXITS: "apply=2" }).status).toBe(0);
    const called = textOf("calls");
    write(1, "another");
    expect(job(".apply")).toMatchObject({
      status: 4,
      stderr: expect.stringContaining("made again") as string,
    });
    write(1, "one");
    write(2, "more");
    expect(job(".apply").status).toBe(4);
    rmSync(inFolder("shown"), { recursive: true });
    expect(job(".apply").status).toBe(4);
    expect(textOf("calls")).toBe(called);
  });

  it.each([
    [0, ""],
    [1, "link"],
  ])("ends with %d what fetches plans that hold %p besides", (code, name) => {
    // An archive of its own, as unzip would leave it.
    const commands = {
      curl: "cat > config",
      node: "echo 7; echo 8",
      unzip: `echo unzip >> "$CALLS"; mkdir -p plans/1; echo {} > plans/1/manifest.json; ${name === "" ? "" : "ln -sf ../.. plans/1/link"}`,
    };
    for (const [command, script] of Object.entries(commands)) {
      writeFileSync(inFolder(`bin/${command}`), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    expect(job("find", { GITLAB_TOKEN: "t", CI_API_V4_URL: "u", CI_PROJECT_ID: "1" }).status).toBe(code);
    expect(textOf("calls")).toBe(name === "" ? "unzip\nunzip\n" : "unzip\n");
  });

  it.each([
    [0, 0],
    [2, 0],
    [1, 1],
  ])("looks for drift and reports it: exit code %d ends the job with %d", (code, expected) => {
    expect(job("drift", { EXITS: `drift=${code} review=3` }).status).toBe(expected);
    expect(textOf("drift/1/reports/one.md")).toBe("report of review\n");
  });
});
