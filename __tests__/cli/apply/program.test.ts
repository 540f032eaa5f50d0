// `landing-zone apply` of what `plan --save` has left, with a Terraform that says what a test wants it to.
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifest } from "../../../terraform/plan-manifest";
import { plan, resource } from "../../review/plans";
import { copyExample } from "../../support/examples";
import { identityServer } from "../../support/identity-server";
import { program } from "../../support/program";
import type { Outcome } from "../../support/program";

const TIMEOUT = 600_000;

const containing = (text: string): string => expect.stringContaining(text) as string;

describe("applying what was saved", () => {
  const home = mkdtempSync(join(tmpdir(), "landing-zone-apply-saved-"));
  const [saved, calls, shown, out] = ["plans", "calls", "shown.json", "out"].map((name) => join(home, name)) as [
    string,
    string,
    string,
    string,
  ];
  const cli = program("cli/main.ts");
  const terraform = join(home, "terraform");
  let sts: Awaited<ReturnType<typeof identityServer>>;
  let file = "";

  const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Outcome => {
    writeFileSync(calls, "");
    return cli([command, ...args, "--config", file, "--output", out], {
      env: { ...process.env, ...sts.env, CALLS: calls, SHOWN: shown, TERRAFORM_BINARY_NAME: terraform, ...env },
    });
  };
  const called = (command: string): string[] =>
    readFileSync(calls, "utf8")
      .split("\n")
      .filter((call) => call.split(" ")[1] === command);

  beforeAll(async () => {
    sts = await identityServer();
    file = copyExample("examples/minimal.yaml", home);
    writeFileSync(
      terraform,
      `#!/bin/sh
      if [ "$1" = version ]; then echo '{ "terraform_version": "1.11.4" }'; exit; fi
      echo "$(basename "$PWD") $* as=$TF_VAR_deployment_role TF_VAR_plan_role=$TF_VAR_plan_role" >> "$CALLS"
      case "$1" in
        plan)
          for argument; do case "$argument" in -out=*) echo "a plan of $PWD" > "\${argument#-out=}" ;; esac; done
          exit 2 ;;
        show) cat "$SHOWN" ;;
        apply)
          echo '{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"a"}' \\
            > "../../../terraform.$(basename "$PWD").tfstate"
          echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0}}' ;;
      esac`,
      { mode: 0o755 },
    );
    const variables = { plan_role: { value: "reader" } };
    writeFileSync(shown, JSON.stringify(plan([resource("aws_x.a", null, { a: 1 })], { variables })));
  });

  afterAll(() => {
    sts.stop();
    rmSync(home, { recursive: true });
  });

  it(
    "applies with the role that deploys what was planned with another one, however that was named",
    () => {
      const reader = { TF_VAR_plan_role: "reader" };
      run("synth", []);
      const state = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "a", outputs: {}, resources: [] };
      writeFileSync(join(home, "terraform.organization.tfstate"), JSON.stringify(state));
      expect(run("plan", ["log-archive", "--save", saved], reader).status).toBe(2);
      expect(readManifest(saved).stacks).toMatchObject([{ stack: "log-archive", role: "reader" }]);
      const { status, stdout } = run("apply", [saved, "--confirm"], reader);
      expect({ status, roles: called("plan").concat(called("apply")) }).toEqual({
        status: 0,
        roles: [
          expect.stringMatching(/ TF_VAR_plan_role=$/),
          expect.stringMatching(/again\.tfplan as=\S+ TF_VAR_plan_role=$/),
        ],
      });
      expect(stdout.replaceAll(/\s+/g, " ")).toContain("planned again with the role that may change everything");
    },
    TIMEOUT,
  );

  it(
    "acts as no role but the one that deploys, whichever a plan or the environment names",
    () => {
      const admin = { TF_VAR_deployment_role: "admin" };
      const state = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "a", outputs: {}, resources: [] };
      writeFileSync(join(home, "terraform.log-archive.tfstate"), JSON.stringify(state));
      const showAs = (role: string) => {
        const variables = { deployment_role: { value: role } };
        writeFileSync(shown, JSON.stringify(plan([resource("aws_x.a", { a: 0 }, { a: 1 })], { variables })));
      };
      showAs("admin");
      expect(run("plan", ["log-archive", "--all", "--save", saved], admin).status).toBe(2);
      const refused = run("apply", [saved, "--confirm"], admin);
      expect([refused.status, called("apply")]).toEqual([4, []]);
      expect(refused.stderr.replaceAll(/\s+/g, " ")).toContain(
        "by the role admin, and OrganizationAccountAccessRole is to apply it",
      );
      showAs("OrganizationAccountAccessRole");
      expect(run("plan", ["log-archive", "--all", "--save", saved]).status).toBe(2);
      expect(run("apply", [saved, "--confirm"], admin).status).toBe(0);
      expect(called("apply")).toEqual([expect.stringContaining(" as=OrganizationAccountAccessRole ")]);
    },
    TIMEOUT,
  );

  it(
    "refuses plans of several runs in the form that was asked for",
    () => {
      const copy = join(home, "copy");
      cpSync(saved, copy, { recursive: true });
      const text = run("apply", [saved, copy, "--confirm"]);
      expect([text.status, text.stdout, text.stderr]).toEqual([4, "", expect.stringContaining("log-archive is in")]);
      const { status, stdout } = run("apply", [saved, copy, "--confirm", "--json"]);
      expect(status).toBe(4);
      expect(JSON.parse(stdout)).toMatchObject({
        exitCode: 4,
        confirmed: true,
        differences: [expect.stringContaining("log-archive is in")],
        manifests: [{ folder: saved }, { folder: copy }],
        stacks: [],
      });
    },
    TIMEOUT,
  );

  it(
    "writes no Terraform JSON over plans",
    () => {
      const before = readFileSync(join(saved, "manifest.json"), "utf8");
      const args = ["--config", file, "--output"];
      expect(cli(["apply", saved, ...args, saved])).toMatchObject({
        status: 64,
        stderr: containing("holds the plans"),
      });
      expect(cli(["apply", saved, ...args, ""])).toMatchObject({ status: 64 });
      const fresh = join(home, "fresh");
      expect(cli(["plan", "--save", fresh, ...args, `${fresh}/.`])).toMatchObject({
        status: 1,
        stderr: containing("name one folder"),
      });
      expect(existsSync(fresh)).toBe(false);
      expect(readFileSync(join(saved, "manifest.json"), "utf8")).toBe(before);
    },
    TIMEOUT,
  );

  it(
    "names the stacks that nobody planned, and the manifests of plans that it refuses",
    () => {
      appendFileSync(file, "\n# other\n");
      const { status, stderr, stdout } = run("apply", [saved, "--json"]);
      expect(status).toBe(4);
      expect(stderr).toMatch(/9 stacks in none of the plans, and not applied: .* and 7 more/);
      expect(JSON.parse(stdout)).toMatchObject({ manifests: [{ folder: saved }], differences: [expect.any(String)] });
    },
    TIMEOUT,
  );
});
