// The command as users run it, as far as it comes without Terraform and AWS.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TIMEOUT = 30_000;

describe("landing-zone plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-plan-cli-"));
  const plan = (...args: string[]): { status: number | null; stdout: string; stderr: string } => {
    const command = ["scripts/run.mjs", "cli/main.ts", "plan", "--config", "examples/minimal.yaml", ...args];
    const env = { ...process.env, TERRAFORM_BINARY_NAME: join(folder, "no-terraform") };
    return spawnSync(process.execPath, [...command, "--output", join(folder, "out")], { env, encoding: "utf8" });
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["an unknown stack", ["organisation"], 'there is no stack "organisation": did you mean "organization"?'],
    ["an unknown option", ["--jsn"], "Did you mean --json?"],
    ["no Terraform", [], "no-terraform not found: install Terraform >= 1.10"],
  ])(
    "fails with exit code 1, as 2 and 3 mean changes: %s",
    (_, args, message) => {
      const { status, stderr, stdout } = plan(...args);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toContain(message);
      expect(stderr).not.toMatch(/^ +at /m);
    },
    TIMEOUT,
  );

  it(
    "explains its exit codes",
    () => {
      const { status, stdout } = plan("--help");
      expect(status).toBe(0);
      expect(stdout).toMatch(/\n {2}3 {2}something would be destroyed or replaced, or is left behind\n/);
    },
    TIMEOUT,
  );
});
