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
import { dirname, join, resolve } from "node:path";
import { functionSource } from "../modules/lambda/function-source";
import ts from "typescript";
import { sample } from "./cli/test-alarm/support";
import { describePackageHygiene } from "./package/hygiene";
import { inputsOf } from "./support/inputs";
import { packPackage } from "./support/packed-package";
import type { PackedPackage } from "./support/packed-package";
import { Template } from "./support/terraform";

const TIMEOUT = 180_000;
/** What npm installs with the package: its dependencies, its peers and what they need, as far as modules and commands do. */
const INSTALLED = readdirSync("node_modules").filter((name) => !name.startsWith("."));

/** What `cdktf init --template=typescript` writes: CommonJS modules found as Node.js 10 found them, without `exports`. */
const TEMPLATE = "node_modules/cdktf-cli/bundle/templates/typescript/tsconfig.json";
const NODE16 = {
  compilerOptions: { module: "node16", target: "ES2022", strict: true, skipLibCheck: true, types: ["node"] },
};

interface Manifest {
  readonly dependencies: object;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: object;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
/** What can be imported, apart from files. */
const paths = Object.keys(manifest.exports).flatMap((path) => /^\.\/([^.]+)$/.exec(path)?.[1] ?? []);

describe("the published package", () => {
  const consumer = mkdtempSync(join(tmpdir(), "landing-zone-consumer-"));
  const installed = join(consumer, "node_modules", "cdktf-landing-zone");
  const tsc = resolve("node_modules/typescript/bin/tsc");
  let tarball: PackedPackage;
  let packed: string[];

  function run(program: string, args: readonly string[], cwd?: string): string {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  beforeAll(() => {
    mkdirSync(installed, { recursive: true });
    tarball = packPackage(consumer);
    run("tar", ["-xzf", tarball.tarball, "--strip-components=1", "-C", installed]);
    for (const name of INSTALLED) {
      symlinkSync(resolve("node_modules", name), join(consumer, "node_modules", name));
    }
    packed = tarball.files.map(({ path }) => path);
  }, TIMEOUT);

  afterAll(() => {
    rmSync(consumer, { recursive: true });
  });

  it.each([
    ["that resolves modules as Node.js 16 and newer do", JSON.stringify(NODE16)],
    ["made by cdktf init --template=typescript", readFileSync(TEMPLATE, "utf8")],
  ])(
    "gives its modules, with their types, to a project %s",
    (_, tsconfig) => {
      const project = mkdtempSync(join(consumer, "project-"));
      writeFileSync(join(project, "tsconfig.json"), tsconfig);
      cpSync("examples/reuse-modules/main.ts", join(project, "main.ts"));
      const [, oneModule = ""] = /```ts\n([^`]+)```/.exec(readFileSync("docs/modules.md", "utf8")) ?? [];
      writeFileSync(join(project, "one-module.ts"), oneModule);
      writeFileSync(
        join(project, "exported.ts"),
        paths
          .map((path, index) => `import * as path${index} from "cdktf-landing-zone/${path}";\nvoid path${index};\n`)
          .join(""),
      );

      run(process.execPath, [tsc, "-p", "."], project);
      run(process.execPath, ["exported.js"], project);
      run(process.execPath, ["main.js"], project);
      const buckets = ["access-logs", "trail", "config", "flow-logs"].map((id) => `aws_s3_bucket.${id}`);
      expect(addressesIn(project, "logs")).toEqual(expect.arrayContaining(buckets));
      expect(addressesIn(project, "management")).toEqual(expect.arrayContaining(["aws_cloudtrail.trail"]));
      expect(addressesIn(project, "shop")).toEqual(expect.arrayContaining(["aws_flow_log.flow-logs"]));
      run(process.execPath, ["one-module.js"], project);
      expect(addressesIn(project, "account")).toEqual(["aws_iam_account_password_policy.password-policy"]);
    },
    TIMEOUT,
  );

  function addressesIn(project: string, stack: string): string[] {
    return new Template(readFileSync(join(project, "cdktf.out", "stacks", stack, "cdk.tf.json"), "utf8")).addresses;
  }

  it("exports nothing but what is meant for others", () => {
    const script = "require('cdktf-landing-zone/modules/s3/private-bucket')";
    const { stderr } = spawnSync(process.execPath, ["-e", script], { cwd: consumer, encoding: "utf8" });
    expect(stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
    expect(paths.filter((path) => !existsSync(join(installed, `${targetOf(path)}.d.ts`)))).toEqual([]);
  });

  it(
    "takes little to use: the example is shorter than what its modules replaced, and says less",
    () => {
      const project = mkdtempSync(join(consumer, "count-"));
      cpSync("examples/reuse-modules/main.ts", join(project, "main.ts"));
      const { lines, required } = inputsOf(join(project, "main.ts"), {
        module: ts.ModuleKind.Node16,
        moduleResolution: ts.ModuleResolutionKind.Node16,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        skipLibCheck: true,
        types: [],
      });
      expect(lines).toBeLessThan(130);
      expect(required).toBeLessThan(40);
      // Of objects without a type everything would count as said by choice.
      expect(required).toBeGreaterThan(20);
    },
    TIMEOUT,
  );

  function targetOf(path: string): string {
    const { types = "" } = manifest.exports[`./${path}`] as { types?: string };
    return types.replace(/\.d\.ts$/, "");
  }

  describePackageHygiene(() => tarball);

  it("leaves the framework to whoever uses it, so that there is one cdktf in the program", () => {
    expect(Object.keys(manifest.peerDependencies)).toEqual(["@cdktf/provider-aws", "cdktf", "constructs"]);
    expect(Object.keys(manifest.dependencies)).not.toEqual(expect.arrayContaining(["cdktf"]));
  });

  it("holds the programs of functions, where its modules look for them", () => {
    const programs = readdirSync("functions").map((file) => `functions/${file}`);
    expect(packed).toEqual(expect.arrayContaining(programs));
    const script = "console.log(require(process.argv[1]).functionSource(process.argv[2]).sha256)";
    for (const file of programs) {
      const name = file.replace(/^functions\/|\.js$/g, "");
      const module = join(installed, "dist", "modules", "lambda", "function-source.js");
      expect(run(process.execPath, ["-e", script, module, name]).trim()).toBe(functionSource(name).sha256);
    }
  });

  it("holds what its README and its pages link to", () => {
    const links = packed
      .filter((path) => path.endsWith(".md"))
      .flatMap((path) =>
        [...readFileSync(path, "utf8").matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = ""]) => ({
          path,
          target: join(dirname(path), target),
        })),
      );
    const leadsNowhere = links.filter(
      ({ target }) => !packed.some((path) => path === target || path.startsWith(`${target}/`)),
    );
    expect(links.length).toBeGreaterThan(0);
    expect(leadsNowhere).toEqual([]);
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
        expect(stdout).toMatch(/\n\nTerraform JSON is in out\. Next:\n {2}npx landing-zone plan --output out\n$/);
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

    it.each(["drill", "local", "prove", "scan"])(
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
