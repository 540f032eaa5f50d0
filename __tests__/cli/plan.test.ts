// The command as users run it, as far as it comes without Terraform and AWS.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { copyExample } from "../support/examples";
import { identityServer } from "../support/identity-server";
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
    "asks for the caller's identity before it plans, and fails at once, with what to do, when there are no credentials",
    () => {
      const terraform = join(folder, "terraform");
      const planned = join(folder, "planned");
      const script = [
        `#!${process.execPath}`,
        'if (process.argv[2] === "version") console.log(JSON.stringify({ terraform_version: "1.11.4" }));',
        `else require("node:fs").writeFileSync(${JSON.stringify(planned)}, "");`,
      ];
      writeFileSync(terraform, script.join("\n"), { mode: 0o755 });
      const env = {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"))),
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        TERRAFORM_BINARY_NAME: terraform,
      };
      const started = performance.now();
      const { status, stderr, stdout } = cli(
        ["plan", "--config", "examples/minimal.yaml", "--output", join(folder, "out")],
        { env },
      );
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toMatch(/\nthere are no AWS credentials [^]*\nsign in, as by `aws sso login`/);
      expect(existsSync(planned)).toBe(false);
      expect(performance.now() - started).toBeLessThan(TIMEOUT / 2);
    },
    TIMEOUT,
  );

  describe("where Terraform finds nothing to change", () => {
    const out = join(folder, "its out");
    let sts: Awaited<ReturnType<typeof identityServer>>;
    let env: NodeJS.ProcessEnv;

    beforeAll(async () => {
      const terraform = join(folder, "terraform-without-changes");
      const version = JSON.stringify({ terraform_version: "1.11.4" });
      writeFileSync(terraform, `#!/bin/sh\n[ "$1" != version ] || echo '${version}'\n`, { mode: 0o755 });
      sts = await identityServer();
      env = { ...process.env, ...sts.env, TERRAFORM_BINARY_NAME: terraform };
    });

    afterAll(() => {
      sts.stop();
    });

    const own = join(folder, "own");
    mkdirSync(own);
    const config = copyExample("examples/minimal.yaml", own);
    const planWith = (...args: string[]) => cli(["plan", "--config", config, "--output", out, ...args], { env });

    it(
      "says what was meant by an unknown stack",
      () => {
        const { status, stderr, stdout } = planWith("organisation");
        expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
        expect(stderr).toContain('there is no stack "organisation": did you mean "organization"?');
      },
      TIMEOUT,
    );

    it(
      "names the stack whose account was removed from the file, and what can be typed as printed",
      () => {
        // An account that was in the file when it was synthesized.
        const minimal = readFileSync(config, "utf8");
        const shop = "  workloads: [{ name: shop, email: shop@example.com }]";
        writeFileSync(config, minimal.replace("accounts:\n", `accounts:\n${shop}\n`));
        expect(cli(["synth", "--config", config, "--output", out], { env }).stderr).toBe("");
        writeFileSync(config, minimal);
        expect(cli(["synth", "--config", config, "--output", out], { env }).stderr).toBe("");
        const lost = { version: 4, resources: [{ mode: "managed", type: "t", name: "n", instances: [{}, {}] }] };
        const state = join(folder, "terraform.log-replica.tfstate");
        writeFileSync(state, JSON.stringify(lost));
        writeFileSync(join(folder, "terraform.baseline-shop.tfstate"), JSON.stringify(lost));

        const { status, stderr, stdout } = planWith();
        expect(stderr).toContain("user/somebody");
        expect(stdout).toContain(
          "ORPHANED  account shop is not in minimal.yaml any more, and its stack is not made; its state holds 2 resources",
        );
        expect(stdout).toContain(state);
        expect(stdout).toContain(`npm run synth -- --config ${config} --output '${out}'`);
        expect(stdout).toContain(`in '${join(out, "stacks", "log-replica")}' \`${env.TERRAFORM_BINARY_NAME} init\``);
        expect(status).toBe(3);
      },
      TIMEOUT,
    );
  });

  it(
    "explains its exit codes",
    () => {
      const { status, stdout } = plan("--help");
      expect(status).toBe(0);
      expect(stdout).toMatch(/\n {2}3 {2}something would be destroyed, replaced, moved, disabled, forgotten or kept\n/);
    },
    TIMEOUT,
  );
});
