// `npm run plan` as users run it: before a deployment, after it, and when a change of the file would lose something.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { OrganizationsClient, UpdatePolicyCommand } from "@aws-sdk/client-organizations";
import { readConfiguration } from "../../cli/configuration";
import { writeLedger } from "../../cli/ledger-file";
import { run } from "../../console/run";
import { synthesize } from "../../stacks/synthesize";
import { writeRecord } from "../../terraform/applied-record";
import { readManifest } from "../../terraform/plan-manifest";
import { statesOf } from "../../terraform/states";
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

  interface Ended {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }
  const cli = (command: string, config: string, ...args: string[]): Ended => {
    const program = ["scripts/run.mjs", "cli/main.ts", command, "--config", config, "--output", deployment.outdir];
    return spawnSync(process.execPath, [...program, ...args], { encoding: "utf8", env: deployment.env });
  };
  const plan = (config: string, ...args: string[]): Ended => cli("plan", config, ...args);

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
          expect(done).toMatchObject({ code: 0 });
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
    "saves plans that are reviewed, and skips a stack whose last apply had the same",
    async () => {
      const saved = join(folder, "plans");
      expect(plan(changed, ...STACKS, "--save", saved).status).toBe(3);
      const { stacks } = readManifest(saved);
      expect(stacks).toMatchObject([
        { stack: "organization", outcome: "changes", state: { serial: expect.any(Number) as number } },
        { stack: "security-tooling", outcome: "changes", plan: { file: "security-tooling.tfplan" } },
      ]);
      const reviewed = cli("review", changed, saved);
      expect(reviewed.stdout).toContain("CRITICAL  accountRemoved");
      expect(reviewed.status).toBe(3);
      // As an apply of these would: the key is that of the file that is deployed.
      expect(plan(deployed, ...STACKS, "--save", saved).status).toBe(0);
      const states = statesOf(readConfiguration(deployed), deployment.outdir);
      for (const { key = "", stack, state } of readManifest(saved).stacks) {
        await writeRecord(states, stack, { key, serial: 0, lineage: "", ...state });
      }
      const { status, stderr, stdout } = plan(deployed, ...STACKS);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringContaining("2 stacks were skipped") as string,
      });
      expect(stderr).not.toContain("security-tooling:");
    },
    TIMEOUT,
  );

  it(
    "tells what somebody changed and deleted from what is not applied, and changes nothing",
    async () => {
      const none = cli("drift", deployed, ...STACKS);
      expect(none).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing differs") as string });

      const states = statesOf(readConfiguration(deployed), deployment.outdir);
      const { resources = [] } = await states.read("organization");
      const policy = resources.find(({ type }) => type === "aws_organizations_policy");
      const id = String(policy?.instances?.[0]?.attributes?.id);
      const client = new OrganizationsClient(await deployment.clients.settings(deployment.landingZone.management));
      await client.send(new UpdatePolicyCommand({ PolicyId: id, Description: "changed by hand" }));
      const before = readdirSync(dirname(deployment.outdir)).map((name) => {
        const path = join(dirname(deployment.outdir), name);
        return [name, statSync(path).isFile() ? readFileSync(path, "utf8") : ""];
      });
      const outputs = join(folder, "outputs.txt");
      const { status, stdout } = cli("drift", deployed, ...STACKS, "--json", "--outputs", outputs);
      expect(JSON.parse(stdout)).toMatchObject({
        version: 1,
        stacks: [
          {
            stack: "organization",
            outcome: "drift",
            drifted: [
              {
                address: `aws_organizations_policy.${policy?.name ?? ""}`,
                attributes: [{ path: "description", after: '"changed by hand"' }],
              },
            ],
            pending: { add: 0, change: 0, destroy: 0 },
          },
          { stack: "security-tooling", outcome: "none" },
        ],
      });
      expect(status).toBe(2);
      expect(readFileSync(outputs, "utf8")).toContain('drifting_stacks=["organization"]\n');
      expect(
        readdirSync(dirname(deployment.outdir)).map((name) => {
          const path = join(dirname(deployment.outdir), name);
          return [name, statSync(path).isFile() ? readFileSync(path, "utf8") : ""];
        }),
      ).toEqual(before);
      // Skipped, it is not seen.
      expect(plan(deployed, ...STACKS).status).toBe(0);
      expect(plan(deployed, ...STACKS, "--all").status).toBe(2);
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
