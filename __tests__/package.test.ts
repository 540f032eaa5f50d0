// The package as others install it: packed, and used by the example through its public paths.
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sample } from "./cli/test-alarm/support";
import { Template } from "./support/terraform";

const TIMEOUT = 120_000;
/** What npm installs with the package: its dependencies, its peers and what they need, as far as modules and commands do. */
const INSTALLED = readdirSync("node_modules").filter((name) => !name.startsWith("."));

describe("the published package", () => {
  const consumer = mkdtempSync(join(tmpdir(), "landing-zone-consumer-"));
  const installed = join(consumer, "node_modules", "cdktf-landing-zone");
  let packed: string[];

  beforeAll(() => {
    const run = (program: string, args: string[], cwd?: string): string =>
      execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const tsc = resolve("node_modules/typescript/bin/tsc");

    mkdirSync(installed, { recursive: true });
    run(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", join(installed, "dist")]);
    cpSync("package.json", join(installed, "package.json"));
    for (const name of INSTALLED) {
      symlinkSync(resolve("node_modules", name), join(consumer, "node_modules", name));
    }
    packed = (
      JSON.parse(run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"])) as { files: { path: string }[] }[]
    ).flatMap(({ files }) => files.map(({ path }) => path));

    cpSync("examples/reuse-modules/main.ts", join(consumer, "main.ts"));
    const compilerOptions = { module: "node16", target: "ES2022", strict: true, skipLibCheck: true, types: ["node"] };
    writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
    run(process.execPath, [tsc, "-p", "."], consumer);
    run(process.execPath, ["main.js"], consumer);
  }, TIMEOUT);

  afterAll(() => {
    rmSync(consumer, { recursive: true });
  });

  it("gives its modules, with their types, to a program that knows nothing of the landing zone", () => {
    const file = join(consumer, "cdktf.out", "stacks", "team-logs", "cdk.tf.json");
    const template = new Template(readFileSync(file, "utf8"));
    expect(template.addresses).toEqual(expect.arrayContaining(["aws_s3_bucket.access-logs", "aws_s3_bucket.logs"]));
  });

  it("leaves the framework to whoever uses it, so that there is one cdktf in the program", () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<
      string,
      object
    >;
    expect(Object.keys(peerDependencies ?? {})).toEqual(["@cdktf/provider-aws", "cdktf", "constructs"]);
    expect(Object.keys(dependencies ?? {})).not.toEqual(expect.arrayContaining(["cdktf"]));
  });

  it("holds no test, no simulator and no configuration of this checkout", () => {
    const allowed =
      /^((dist|docs|examples|conformance-packs)\/|landing-zone\.schema\.json$|(README|CHANGELOG)\.md$|LICENSE$|package\.json$)/;
    expect(packed.filter((path) => !allowed.test(path))).toEqual([]);
    expect(readdirSync(join(installed, "dist")).filter((name) => /simulator|proof|scan|bench|test/.test(name))).toEqual(
      [],
    );
    expect(existsSync(join(installed, "dist", "modules", "environment.d.ts"))).toBe(true);
  });

  it("needs nothing that is not installed with it", () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<
      string,
      object
    >;
    const declared = [...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies ?? {}), ...builtinModules];
    const files = readdirSync(join(installed, "dist"), { recursive: true, encoding: "utf8" });
    const required = files
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) => [
        ...readFileSync(join(installed, "dist", file), "utf8").matchAll(/\b(?:require|import)\("([^."][^"]*)"\)/g),
      ])
      .map(([, name = ""]) => /^(?:node:)?((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1]);
    expect(required).toContain("commander");
    expect([...new Set(required)].filter((name) => name === undefined || !declared.includes(name))).toEqual([]);
  });

  describe("its command", () => {
    const { bin, version } = JSON.parse(readFileSync("package.json", "utf8")) as {
      bin: Record<string, string>;
      version: string;
    };
    /** As npm links it, and then as whoever has installed it elsewhere starts it. */
    const command = (args: string[], isLinked = true) => {
      const link = join(consumer, "node_modules", ".bin", "landing-zone");
      mkdirSync(join(consumer, "node_modules", ".bin"), { recursive: true });
      rmSync(link, { force: true });
      if (isLinked) {
        symlinkSync(join(installed, bin["landing-zone"] ?? ""), link);
      }
      const program = join(installed, bin["landing-zone"] ?? "");
      const { status, stderr, stdout } = spawnSync(process.execPath, [program, ...args], {
        cwd: consumer,
        encoding: "utf8",
      });
      return { status, stderr, stdout };
    };

    beforeAll(() => {
      cpSync("examples/minimal.yaml", join(consumer, "landing-zone.yaml"));
    });

    it(
      "writes stacks, and says how to go on with what is installed",
      () => {
        const { status, stderr, stdout } = command(["synth", "--output", "out"]);
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(stdout).toMatch(/\n\nTerraform JSON is in out\. Next:\n {2}npx landing-zone plan\n$/);
        expect(existsSync(join(consumer, "out", "stacks", "log-archive", "cdk.tf.json"))).toBe(true);
      },
      TIMEOUT,
    );

    it(
      "reports which alarms an event matches",
      () => {
        writeFileSync(join(consumer, "event.json"), JSON.stringify(sample("rootLogin/match-console-login")));
        const { status, stdout } = command(["test-alarm", "event.json", "--expect-match"]);
        expect({ status, stdout }).toEqual({
          status: 0,
          stdout: expect.stringMatching(/\nalarm {2}rootLogin /) as string,
        });
      },
      TIMEOUT,
    );

    it(
      "knows its version, starts as a program, and is typed without npx where npx would ask a registry for it",
      () => {
        expect(command(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
        expect(readFileSync(join(installed, bin["landing-zone"] ?? ""), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
        expect(command(["validate", "--help"]).stdout).toMatch(/^Usage: npx landing-zone validate \[options\]\n/);
        expect(command(["validate", "--help"], false).stdout).toMatch(/^Usage: landing-zone validate \[options\]\n/);
      },
      TIMEOUT,
    );

    it.each(["local", "prove", "scan"])(
      "says that %s needs a checkout",
      (name) => {
        const { status, stderr, stdout } = command([name, "--json", "more"]);
        expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
        expect(stderr).toContain(`${name} needs a checkout of the repository`);
      },
      TIMEOUT,
    );
  });
});
