// What is left of a process that plans when it is interrupted more than once, and does not come to its end: a service may not answer.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundledSource } from "../support/bundled-source";

describe("a process that is interrupted while it plans", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-interrupt-"));
  let bundle = "";
  const terraform = join(folder, "terraform");
  const [temporary, saved] = [join(folder, "tmp"), join(folder, "plans")];

  beforeAll(() => {
    mkdirSync(temporary);
    mkdirSync(join(folder, "stacks", "audit"), { recursive: true });
    writeFileSync(
      terraform,
      `#!/bin/sh
      for argument; do case "$argument" in -out=*) echo "a plan" > "\${argument#-out=}" ;; esac; done
      [ "$1" = show ] && echo '{"resource_changes":[]}' || exit 2`,
      { mode: 0o755 },
    );
    const entry = `
      import { abortOnInterrupt } from ${JSON.stringify(resolve("console/interrupt"))};
      import { planStacks } from ${JSON.stringify(resolve("terraform/plan-stacks"))};
      import { SavedPlans } from ${JSON.stringify(resolve("cli/plan/saved-plans"))};
      const signal = abortOnInterrupt();
      signal.addEventListener("abort", () => console.log("aborted"));
      setTimeout(() => process.exit(8), 60_000);
      const saved = SavedPlans.in(${JSON.stringify(saved)});
      void planStacks({
        signal,
        outdir: ${JSON.stringify(folder)},
        terraform: ${JSON.stringify(terraform)},
        env: process.env,
        parallelism: 1,
        stacks: [{ stack: "audit", account: "audit" }],
        onPlan: async (plan) => {
          await saved.save(plan);
          console.log("planned");
          await new Promise(() => undefined);
        },
      });`;
    bundle = bundledSource(folder, entry);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<[NodeJS.Signals, NodeJS.Signals]>([
    ["SIGINT", "SIGINT"],
    ["SIGTERM", "SIGTERM"],
    ["SIGHUP", "SIGINT"],
  ])("leaves no plans behind: %s, then %s", async (first, second) => {
    const child = spawn(process.execPath, [bundle], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    expect([readdirSync(temporary).length, readdirSync(saved)]).toEqual([1, [".new"]]);
    child.kill(first);
    await once(child.stdout, "data");
    child.kill(second);
    expect(await once(child, "exit")).toEqual([130, null]);
    expect([readdirSync(temporary), readdirSync(saved)]).toEqual([[], []]);
  });
});
