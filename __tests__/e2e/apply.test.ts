// `landing-zone apply` as users run it, with its states in S3: killed in the middle, twice at once, and on what is not what was
// reviewed. Two stacks, which wait for each other, in one region.
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { readConfiguration } from "../../cli/configuration";
import { writeLedger } from "../../cli/ledger-file";
import { synthesize } from "../../stacks/synthesize";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";

const TIMEOUT = 1_500_000;
const STACKS = ["organization", "security-tooling"];
const BUCKET = "example-terraform-state";

const YAML = [
  "name: apply-org",
  "homeRegion: eu-west-1",
  "regions: [eu-west-1]",
  `state: { backend: s3, bucket: ${BUCKET}, region: eu-west-1 }`,
  "accounts:",
  '  management: { id: "111111111111", email: aws-management@example.com }',
  "  logArchive: { email: aws-log-archive@example.com }",
  "  audit: { email: aws-audit@example.com }",
  "",
].join("\n");

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Applied {
  readonly exitCode: number;
  readonly stacks: readonly { readonly stack: string; readonly result: { readonly kind: string } }[];
}

describe("npm run apply", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-apply-test-"));
  const config = join(folder, "landing-zone.yaml");
  const plans = (name: string): string => join(folder, name);
  let deployment: Deployment;
  let key = "";

  beforeAll(async () => {
    writeFileSync(config, YAML);
    synthesize(readConfiguration(config), join(folder, "out"), {
      onDefined: (remembered) => writeLedger(config, remembered),
    });
    deployment = await prepareDeployment(readConfiguration(config));
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  const commandLine = (command: string, args: readonly string[], output = deployment.outdir): string[] => {
    const files = ["--config", config, "--output", output];
    return ["scripts/run.mjs", "cli/main.ts", command, ...args, ...files];
  };
  const run = (command: string, ...args: string[]): Ended =>
    spawnSync(process.execPath, commandLine(command, args), { encoding: "utf8", env: deployment.env });

  /** Applies without waiting for it, in a folder as another machine would have. */
  const begin = (output: string | undefined, ...args: string[]): ChildProcess =>
    spawn(process.execPath, commandLine("apply", [...args, "--confirm"], output), {
      env: deployment.env,
      stdio: ["ignore", "pipe", "inherit"],
    });
  const endOf = async (child: ChildProcess): Promise<Applied> => {
    let text = "";
    child.stdout?.on("data", (chunk) => (text += String(chunk)));
    await once(child, "close");
    return JSON.parse(text) as Applied;
  };

  const clientOptions = () => ({
    endpoint: deployment.env.AWS_ENDPOINT_URL,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const isLocked = async (stack: string): Promise<boolean> => {
    const client = new S3Client({ ...clientOptions(), forcePathStyle: true });
    const { prefix } = deployment.landingZone.state as { prefix: string };
    const Key = `${prefix}/${stack}.tfstate.tflock`;
    return client.send(new HeadObjectCommand({ Bucket: BUCKET, Key })).then(
      () => true,
      () => false,
    );
  };
  /** Waits until Terraform holds the lock of a stack, and before it makes anything. */
  const locked = async (stack: string, is = true): Promise<void> => {
    while ((await isLocked(stack)) !== is) await setTimeout(20);
  };
  /** Processes that a process has started, of whatever group. */
  const childrenOf = (pid: number): number[] => {
    const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
    const children = stdout.split("\n").map(Number).filter(Boolean);
    return [...children, ...children.flatMap(childrenOf)];
  };
  /** The program itself, below what starts it, and Terraform. */
  const kill = (pids: readonly number[]): void => {
    for (const pid of pids) process.kill(pid, "SIGKILL");
  };
  const namesOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, "utf8").trim();

  it(
    "says what it would apply, and refuses what is not what was reviewed, all of it at once",
    () => {
      expect(run("plan", ...STACKS, "--save", plans("first")).status).toBe(2);
      const would = run("apply", plans("first"));
      expect(would.status).toBe(2);
      expect(would.stdout).toMatch(/organization in management, as it was reviewed: [1-9]\d* to add/);
      expect(would.stdout).toContain("security-tooling: left: waited for organization");

      cpSync(plans("first"), plans("changed"), { recursive: true });
      appendFileSync(join(plans("changed"), "organization.json"), " ");
      appendFileSync(config, "# changed\n");
      const refused = run("apply", plans("changed"), "--confirm");
      writeFileSync(config, YAML);
      expect(refused.status).toBe(4);
      expect(refused.stderr).toMatch(/landing-zone\.yaml is not the file that\s+was planned/);
      expect(refused.stderr).toMatch(/organization\.json\s+is not the file that was\s+reviewed/);
    },
    TIMEOUT,
  );

  it(
    "says who holds the lock that a killed Terraform has left, and goes on once that is taken away",
    async () => {
      const killed = begin(undefined, plans("first"));
      await locked("organization");
      kill([...childrenOf(killed.pid ?? 0), killed.pid ?? 0]);
      await once(killed, "close");

      const refused = run("apply", plans("first"), "--confirm");
      expect(refused.status).toBe(1);
      expect(refused.stdout).toMatch(/organization in management, LOCKED/);
      const [, command = ""] = /^ {2}(\S+ -chdir=\S+ force-unlock \S+)$/m.exec(refused.stdout) ?? [];
      const unlocked = spawnSync("sh", ["-c", command.replace("force-unlock", "force-unlock -force")], {
        encoding: "utf8",
        env: deployment.env,
      });
      expect(unlocked).toMatchObject({ status: 0 });
    },
    TIMEOUT,
  );

  it(
    "leaves Terraform to write its state when it is killed itself; the next plan goes on from there",
    async () => {
      const killed = begin(undefined, plans("first"));
      await locked("organization");
      kill([...childrenOf(killed.pid ?? 0).filter((pid) => namesOf(pid) === "node"), killed.pid ?? 0]);
      await once(killed, "close");

      // Nothing has recorded what it did.
      const stale = run("apply", plans("first"), "--confirm", "--lock-timeout", "5m", "--json");
      expect(stale.status).toBe(4);
      await locked("organization", false);

      const { KeyMetadata } = await new KMSClient(clientOptions()).send(new CreateKeyCommand({}));
      key = KeyMetadata?.Arn ?? "";
      const planned = run("plan", ...STACKS, "--save", plans("second"), "--encrypt-with", key);
      expect(planned.stdout).toMatch(/^organization +management +0 +0 +0/m);
      const binary = readdirSync(plans("second")).filter((name) => !name.endsWith(".json"));
      expect(binary).toEqual(["security-tooling.tfplan.enc"]);
    },
    TIMEOUT,
  );

  it(
    "refuses a sealed manifest that somebody has changed, though the plan is the one that was reviewed",
    () => {
      cpSync(plans("second"), plans("forged"), { recursive: true });
      const manifest = join(plans("forged"), "manifest.json");
      const text = readFileSync(manifest, "utf8");
      writeFileSync(manifest, text.replace('"outcome": "noChanges"', '"outcome": "skipped"'));
      const refused = run("apply", plans("forged"), "--confirm");
      expect(refused.status).toBe(4);
      expect(refused.stderr.replaceAll(/\s+/g, " ")).toContain("manifest.json is not as it was sealed");
    },
    TIMEOUT,
  );

  it(
    "applies once what is applied twice at once",
    async () => {
      const ends = await Promise.all([
        endOf(begin(join(folder, "one", "out"), plans("second"), "--json", "--encrypted-under", key)),
        endOf(begin(join(folder, "two", "out"), plans("second"), "--json", "--lock-timeout", "5m")),
      ]);
      const kinds = ends.map(({ stacks }) => stacks.find(({ stack }) => stack === "security-tooling")?.result.kind);
      expect(kinds.filter((kind) => kind === "applied")).toHaveLength(1);
      expect(["done", "locked"]).toContain(kinds.find((kind) => kind !== "applied"));
      expect(ends[1].exitCode).toBe(0);
    },
    TIMEOUT,
  );

  it(
    "has nothing more to do, and nothing to plan",
    () => {
      const again = run("apply", plans("second"), "--confirm", "--json");
      expect(again.status).toBe(0);
      expect((JSON.parse(again.stdout) as Applied).stacks.map(({ result }) => result.kind)).toEqual(["done", "done"]);
      const { status, stderr } = run("plan", ...STACKS);
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.stringContaining("2 of 2 stacks are as they were applied, and skipped") as string,
      });
    },
    TIMEOUT,
  );
});
