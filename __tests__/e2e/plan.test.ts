// `npm run plan` as users run it: before a deployment, after it, and when a change of the file would lose something.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readConfiguration } from "../../cli/configuration";
import { writeLedger } from "../../cli/ledger-file";
import { run } from "../../console/run";
import { synthesize } from "../../stacks/synthesize";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";

const TIMEOUT = 1_500_000;

/** Enough for one stack that waits for another, and deployed within seconds. */
const STACKS = ["organization", "security-tooling"];

const yaml = (name: string, ...workloads: string[]): string =>
  [
    `name: ${name}`,
    "homeRegion: eu-west-1",
    "regions: [eu-west-1]",
    "accounts:",
    '  management: { id: "111111111111", email: aws-management@example.com }',
    "  logArchive: { email: aws-log-archive@example.com }",
    "  audit: { email: aws-audit@example.com }",
    `  workloads: [${workloads.join(", ")}]`,
  ].join("\n");

describe("npm run plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-plan-test-"));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const deployed = file("deployed.yaml", yaml("plan-org", "{ name: shop, email: shop@example.com }"));
  const changed = file("changed.yaml", yaml("other-org"));
  let deployment: Deployment;

  /** A ledger of a file as if it were the first, so that plans destroy what it does not have. */
  const remember = (config: string): void => {
    synthesize(readConfiguration(config), join(folder, "out"), {
      onDefined: (remembered) => writeLedger(config, remembered),
    });
  };

  beforeAll(async () => {
    remember(deployed);
    remember(changed);
    deployment = await prepareDeployment(readConfiguration(deployed));
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  const plan = (config: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } => {
    const command = ["scripts/run.mjs", "cli/main.ts", "plan", "--config", config, "--output", deployment.outdir];
    return spawnSync(process.execPath, [...command, ...args], { encoding: "utf8", env: deployment.env });
  };

  it(
    "counts what would be added, and says which stack has to be deployed before another can be planned",
    () => {
      const { status, stderr, stdout } = plan(deployed, ...STACKS);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/\[(\d)\/\1\] plan/) as string });
      expect(stdout).toMatch(/^organization +management +[1-9]\d* +0 +0 /m);
      expect(stdout).toMatch(/^security-tooling +audit +- +- +- +waits for organization$/m);
      expect(stdout).toContain("1 stack waits for another");
    },
    TIMEOUT,
  );

  it(
    "says that nothing would change once everything is deployed",
    async () => {
      for (const stack of STACKS) {
        const cwd = join(deployment.outdir, "stacks", stack);
        for (const args of [["init"], ["apply", "-auto-approve"]]) {
          const done = await run(deployment.terraform, [...args, "-input=false"], { cwd, env: deployment.env });
          expect(done).toEqual({ code: 0, output: expect.any(String) as string });
        }
      }
      const { status, stdout } = plan(deployed, ...STACKS);
      expect(stdout).toContain("Nothing would change.");
      expect(status).toBe(0);
    },
    TIMEOUT,
  );

  it(
    "names what would be destroyed and replaced",
    () => {
      const { status, stdout } = plan(changed, ...STACKS);
      expect(stdout).toMatch(/^organization +management .* DESTROYS 1/m);
      expect(stdout).toMatch(/^organization, eu-west-1\n {2}DESTROYS {2}aws_organizations_account\.account-shop$/m);
      expect(stdout).toMatch(/^ {2}REPLACES {2}aws_config_configuration_aggregator\S+, because of name$/m);
      expect(status).toBe(3);
    },
    TIMEOUT,
  );

  it(
    "says what is wrong with a stack that cannot be planned, to machines, too",
    () => {
      writeFileSync(join(dirname(deployment.outdir), "terraform.security-tooling.tfstate"), "no state at all");
      const { status, stdout } = plan(deployed, "security-tooling", "--json");
      expect({ status, ...(JSON.parse(stdout) as object) }).toMatchObject({
        status: 1,
        exitCode: 1,
        orphaned: [],
        stacks: [
          {
            stack: "security-tooling",
            account: "audit",
            outcome: {
              kind: "failed",
              problems: expect.arrayContaining([expect.stringMatching(/state file/)]) as string[],
            },
          },
        ],
      });
    },
    TIMEOUT,
  );
});
