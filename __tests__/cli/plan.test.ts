// The command as users run it, as far as it comes without Terraform and AWS.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../support/program";
import type { Outcome } from "../support/program";

const TIMEOUT = 30_000;

describe("landing-zone plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-plan-cli-"));
  const cli = program("cli/main.ts");
  const plan = (...args: string[]): Outcome => {
    const env = { ...process.env, TERRAFORM_BINARY_NAME: join(folder, "no-terraform") };
    return cli(["plan", "--config", "examples/minimal.yaml", ...args, "--output", join(folder, "out")], { env });
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
    "names the stack whose account was taken out of the file, where Terraform finds nothing to change",
    () => {
      const terraform = join(folder, "idle-terraform");
      writeFileSync(terraform, `#!/bin/sh\n[ "$1" != version ] || echo '{"terraform_version": "1.11.4"}'\n`, {
        mode: 0o755,
      });
      const lost = { version: 4, resources: [{ mode: "managed", type: "t", name: "n", instances: [{}, {}] }] };
      const state = join(folder, "terraform.baseline-shop.tfstate");
      writeFileSync(state, JSON.stringify(lost));
      const args = ["plan", "--config", "examples/minimal.yaml", "--output", join(folder, "out")];
      const { status, stdout } = cli(args, { env: { ...process.env, TERRAFORM_BINARY_NAME: terraform } });
      expect(stdout).toContain(
        "LEFT BEHIND  account shop is not in minimal.yaml any more but its state holds 2 resources: " +
          `put it back with \`leaving: true\`, deploy, and then take it out (${state})`,
      );
      expect(status).toBe(3);
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
