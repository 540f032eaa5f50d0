// The command as users run it: what it prints, and its exit codes.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyExample } from "../support/examples";
import { program } from "../support/program";
import type { Outcome } from "../support/program";

const TIMEOUT = 30_000;

/** How long logs are kept by default. */
const UNRECORDED = ["not recorded by AWS Config  unless you govern", "Global Accelerator          us-west-2"].join(
  "\n",
);

const RETENTION = [
  "age in days  STANDARD  GLACIER_IR  DEEP_ARCHIVE  deleted  locked until",
  "trail        0 to 90   90 to 366   366 to 2,557  2,557    2,557 (governance)",
  "Config       0 to 90   90 to 366   366 to 2,557  2,557    -",
  "flow logs    0 to 90   90 to 366   366 to 2,557  2,557    -",
  "access logs  0 to 90   90 to 366   366 to 2,557  2,557    -",
].join("\n");

const cli = program("cli/main.ts");

function landingZone(args: readonly string[], env: NodeJS.ProcessEnv = {}): Outcome {
  return cli(args, { env: { ...process.env, ...env } });
}

function synthesizer(config: string, outdir: string): Outcome {
  const env = { ...process.env, LANDING_ZONE_CONFIG: config, CDKTF_OUTDIR: outdir };
  return spawnSync(process.execPath, ["scripts/run.mjs", "main.ts"], { env, encoding: "utf8" });
}

describe("landing-zone", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-cli-"));
  const broken = join(folder, "broken.yaml");
  const output = join(folder, "out");
  // synth writes a ledger beside the file.
  const example = copyExample("landing-zone.yaml", folder);
  const minimal = copyExample("examples/minimal.yaml", folder);

  beforeAll(() => {
    writeFileSync(broken, "name: broken\nhomeRegion: eu-wst-1\n");
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describe("synth", () => {
    it(
      "packs the functions of a key store's probes",
      () => {
        const cloudHsm = copyExample("examples/cloudhsm.yaml", folder);
        const command = ["scripts/run.mjs", "cli/main.ts", "synth", "--config", cloudHsm, "-o", output];
        const { status, stderr, stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(stdout).toMatch(/^HSM, hsm2m.medium +2 +[\d,.]+ +[\d,.]+$/m);
        expect(readdirSync(join(output, "stacks", "key-store", "assets"))).not.toEqual([]);
      },
      TIMEOUT,
    );

    it(
      "writes the stacks and lists them in a table, then how long logs are kept and what recording costs",
      () => {
        const { status, stderr, stdout } = landingZone(["synth", "--config", minimal, "--output", output]);
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(stdout).toMatch(
          /^stack +account +regions +resources +seconds\norganization +management +1 +\d+ +\d\.\d\d\n/,
        );
        expect(stdout).toMatch(/\n\d+ stacks +3 accounts +2 +\d+ +\d\.\d\d\n\n/);
        expect(stdout).toContain(
          `\n\n${RETENTION}\n\nAWS Config records, in 3 accounts × 1 region: every type continuously.\n`,
        );
        expect(stdout).toContain(`\n\nTerraform JSON is in ${output}.`);
        expect(existsSync(join(output, "stacks", "log-archive", "cdk.tf.json"))).toBe(true);
      },
      TIMEOUT,
    );

    it(
      "ends quietly when nobody reads on",
      () => {
        const command = `node scripts/run.mjs cli/main.ts synth --config ${minimal} --output ${output} | true`;
        const { status, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      },
      TIMEOUT,
    );

    it(
      "prints the same as JSON",
      () => {
        const args = ["synth", "--config", minimal, "--output", output, "--json"];
        const { archive, recording, stacks } = JSON.parse(landingZone(args).stdout) as {
          archive: { buckets: { trail: object } };
          recording: object;
          stacks: { stack: string }[];
        };
        expect(stacks.map(({ stack }) => stack)).toContain("baseline-audit");
        expect(recording).toMatchObject({ frequency: "continuous", except: [], retentionDays: 2557 });
        expect(archive.buckets.trail).toEqual({
          retention: { hotDays: 90, archiveDays: 366, totalDays: 2557 },
          objectLock: { mode: "governance", days: 2557 },
        });
      },
      TIMEOUT,
    );

    it(
      "ends with what root has to do where MFA Delete is required",
      () => {
        const required = join(folder, "mfa-delete.yaml");
        writeFileSync(required, `${readFileSync(minimal, "utf8")}archive: { mfaDelete: required }\n`);
        const { status, stdout } = landingZone(["synth", "--config", required, "--output", output]);
        expect(status).toBe(0);
        expect(stdout).toMatch(/\ntrail +for ever +- +- +never +2,557 \(governance\)\n/);
        expect(stdout).toMatch(
          /\n\nMFA Delete has to be enabled by root [^]*--bucket minimal-org-cloudtrail-eu-west-1 [^]*\n\nTerraform JSON is in /,
        );
      },
      TIMEOUT,
    );

    it(
      "needs neither Terraform nor AWS",
      () => {
        const { status } = landingZone(["synth", "--config", example, "--output", output], {
          PATH: folder,
          AWS_PROFILE: "no-such-profile",
        });
        expect(status).toBe(0);
      },
      TIMEOUT,
    );

    it(
      "names what it removes, because the configuration does not make it any more",
      () => {
        const used = join(folder, "used");
        landingZone(["synth", "--config", example, "--output", used]);
        const { status, stdout } = landingZone(["synth", "--config", minimal, "--output", used]);
        expect(status).toBe(0);
        expect(stdout).toMatch(
          /\n\nRemoved from .*,\s+as\s+the\s+configuration\s+does\s+not\s+make\s+them\s+any\s+more:\n {2}baseline-shop-[a-z]+\n/,
        );
        expect(readdirSync(join(used, "stacks"))).not.toContain("baseline-shop-production");
      },
      TIMEOUT,
    );

    it(
      "says what cannot be written",
      () => {
        const used = join(folder, "blocked");
        mkdirSync(used);
        writeFileSync(join(used, "stacks"), "");
        const { status, stderr, stdout } = landingZone(["synth", "--config", example, "--output", used]);
        expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
        expect(stderr).toMatch(/^.*blocked\/stacks\/[a-z-]+ cannot be written: a file is in the way of a folder\n$/);
      },
      TIMEOUT,
    );

    it(
      "writes nothing and shows no stack trace when the configuration is wrong",
      () => {
        const untouched = join(folder, "untouched");
        const { status, stderr, stdout } = landingZone(["synth", "--config", broken, "--output", untouched]);
        expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
        expect(stderr.replaceAll("\n    ", " ")).toContain(`${broken}:2:13  homeRegion: there is no such AWS region`);
        expect(stderr).not.toMatch(/^ +at /m);
        expect(existsSync(untouched)).toBe(false);
      },
      TIMEOUT,
    );
  });

  describe("validate", () => {
    it(
      "says what a valid file describes",
      () => {
        const { status, stdout } = landingZone(["validate"]);
        expect({ status, stdout }).toEqual({
          status: 0,
          stdout: `landing-zone.yaml is valid: 5 accounts, 3 regions.\n\n${RETENTION}\n\n${UNRECORDED}\n`,
        });
      },
      TIMEOUT,
    );

    it(
      "prints every problem as JSON",
      () => {
        const { status, stdout } = landingZone(["validate", "--config", broken, "--json"]);
        const { problems, valid } = JSON.parse(stdout) as {
          problems: { line: number; path: string }[];
          valid: boolean;
        };
        expect({ status, valid }).toEqual({ status: 1, valid: false });
        expect(problems.map(({ path }) => path)).toEqual(expect.arrayContaining(["homeRegion", "regions", "accounts"]));
      },
      TIMEOUT,
    );

    it(
      "takes the file that LANDING_ZONE_CONFIG names",
      () => {
        const { stdout } = landingZone(["validate"], { LANDING_ZONE_CONFIG: "examples/minimal.yaml" });
        expect(stdout).toContain(`examples/minimal.yaml is valid: 3 accounts, 1 region.\n\n${RETENTION}\n\n`);
      },
      TIMEOUT,
    );
  });

  describe("local", () => {
    it(
      "refuses a partition that the local AWS does not know, before it starts anything",
      () => {
        const china = join(folder, "china.yaml");
        writeFileSync(china, readFileSync("examples/minimal.yaml", "utf8").replaceAll("eu-west-1", "cn-north-1"));
        const { status, stderr, stdout } = landingZone(["local", "--config", china]);
        expect({ status, stderr, stdout }).toEqual({
          status: 1,
          stderr: "the local AWS knows the partition aws only, and cn-north-1 is in aws-cn\n",
          stdout: "",
        });
      },
      TIMEOUT,
    );
  });

  describe("its command line", () => {
    it.each([
      [["synht"], "Did you mean synth?"],
      [["synth", "--ouput", "x"], "Did you mean --output?"],
      [["local", "--port", "70000"], "--port takes a whole number from 1 to 65535"],
      [["local", "--existing", "no-such-file.json"], "--existing: ENOENT: no such file or directory"],
    ])(
      "refuses %j with exit code 2",
      (args, message) => {
        const { status, stderr } = landingZone(args);
        expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) as string });
      },
      TIMEOUT,
    );

    it.each([
      ["validate", 2],
      ["plan", 1],
    ])(
      "says how to type %s when npm took an option for itself",
      (command, exitCode) => {
        const { status, stderr, stdout } = landingZone([command, "other.yaml"], { npm_config_config: "true" });
        expect({ status, stdout }).toEqual({ status: exitCode, stdout: "" });
        expect(stderr).toContain(
          `npm took --config for itself: put -- before it\n  npm run ${command} -- --config <file>`,
        );
      },
      TIMEOUT,
    );

    it.each([
      [["validate", "--config", ""], "the name of the configuration is empty: name a YAML file"],
      [["validate", "--config", "-", "--json"], "the configuration is not read from standard input"],
    ])(
      "refuses %j, which names no file",
      (args, message) => {
        const { status, stderr, stdout } = landingZone(args);
        expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
        expect(stderr).toContain(message);
      },
      TIMEOUT,
    );

    it(
      "knows its version",
      () => {
        const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
        expect(landingZone(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
      },
      TIMEOUT,
    );

    it(
      "explains itself",
      () => {
        const { status, stdout } = landingZone(["--help"]);
        expect(status).toBe(0);
        expect(stdout).toMatch(
          /^Usage: npm run landing-zone -- \[options\] \[command\]\n[^]*synth[^]*validate[^]*local/,
        );
        expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
      },
      TIMEOUT,
    );
  });
});

describe("what is printed", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-columns-"));
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const commands = Object.keys(scripts).filter((name) => scripts[name]?.endsWith(` cli/main.ts ${name}`));
  const tooWide = (text: string) => text.split("\n").filter((line) => line.length > 80);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(commands)(
    "fits into 80 columns, and can be typed as printed: the help of %s",
    (command) => {
      const { stdout } = landingZone([command, "--help"]);
      expect(stdout).toMatch(new RegExp(`^Usage: npm run ${command} -- \\[options\\]`));
      expect(tooWide(stdout)).toEqual([]);
    },
    TIMEOUT,
  );

  it("is known of every command that has no script of another meaning", () => {
    const { stdout } = landingZone(["--help"]);
    const named = [...stdout.matchAll(/^ {2}([a-z][a-z-]+)/gm)].map(([, name = ""]) => name);
    expect(named.filter((name) => !commands.includes(name)).sort()).toEqual(["check", "help"]);
  });

  it(
    "fits into 80 columns: synth, with all that it has to say",
    () => {
      const config = join(folder, "mfa.yaml");
      writeFileSync(config, `${readFileSync("landing-zone.yaml", "utf8")}archive: { mfaDelete: required }\n`);
      const { stdout } = landingZone(["synth", "--config", config, "--output", folder]);
      expect(stdout).toContain("MFA Delete has to be enabled");
      expect(tooWide(stdout.replaceAll(folder, "folder"))).toEqual([]);
    },
    TIMEOUT,
  );
});

describe("main.ts, which cdktf runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-main-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it(
    "writes what cdktf reads",
    () => {
      const config = copyExample("examples/minimal.yaml", folder);
      landingZone(["synth", "--config", config, "--output", folder]);
      rmSync(join(folder, "manifest.json"));
      const { status, stderr } = synthesizer(config, folder);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(existsSync(join(folder, "manifest.json"))).toBe(true);
    },
    TIMEOUT,
  );

  it(
    "refuses a ledger that is missing or is not up to date, with the command that writes it",
    () => {
      const own = mkdtempSync(join(tmpdir(), "landing-zone-ledger-"));
      try {
        const config = copyExample("examples/minimal.yaml", own);
        const missing = synthesizer(config, join(own, "out"));
        expect(missing.status).toBe(1);
        expect(missing.stderr.replace(/\s+/g, " ")).toContain(`${join(own, "minimal.lock.json")} is missing`);
        expect(missing.stderr).toContain(`npm run ledger -- --new --config ${config}`);

        landingZone(["synth", "--config", config, "--output", join(own, "out")]);
        writeFileSync(
          config,
          `${readFileSync(config, "utf8")}  workloads: [{ name: shop, email: shop@example.com }]\n`,
        );
        const stale = synthesizer(config, join(own, "out"));
        expect(stale.status).toBe(1);
        expect(stale.stderr.replace(/\s+/g, " ")).toContain(`is not up to date with ${config}`);
        expect(stale.stderr).toContain(`npm run synth -- --config ${config}`);
        expect(stale.stderr).not.toMatch(/^ +at /m);
      } finally {
        rmSync(own, { recursive: true });
      }
    },
    TIMEOUT,
  );

  it(
    "fails with the problems, without a stack trace",
    () => {
      const { status, stderr } = synthesizer("no-such-file.yaml", folder);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^no-such-file\.yaml:1:1 {2}cannot be read: there is no such file\n/);
      expect(stderr).not.toMatch(/^ +at /m);
    },
    TIMEOUT,
  );
});
