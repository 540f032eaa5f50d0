// The package as others install it: packed, and used by the example through its public paths.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Template } from "./support/terraform";

const TIMEOUT = 180_000;
const PEERS = ["@cdktf", "@types", "cdktf", "constructs", "fastest-levenshtein", "yaml", "zod"];

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
const folders = Object.keys(manifest.exports).flatMap((path) => /^\.\/(.+)\/\*$/.exec(path)?.[1] ?? []);

describe("the published package", () => {
  const consumer = mkdtempSync(join(tmpdir(), "landing-zone-consumer-"));
  const installed = join(consumer, "node_modules", "cdktf-landing-zone");
  const tsc = resolve("node_modules/typescript/bin/tsc");
  let packed: string[];

  function run(program: string, args: readonly string[], cwd?: string): string {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  beforeAll(() => {
    mkdirSync(installed, { recursive: true });
    run(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", join(installed, "dist")]);
    cpSync("package.json", join(installed, "package.json"));
    for (const peer of PEERS) {
      symlinkSync(resolve("node_modules", peer), join(consumer, "node_modules", peer));
    }
    packed = (
      JSON.parse(run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"])) as { files: { path: string }[] }[]
    ).flatMap(({ files }) => files.map(({ path }) => path));
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
      // A file of every folder that is exported.
      const paths = folders.map(
        (folder) => `cdktf-landing-zone/${folder}/${moduleIn(join(installed, "dist", folder))}`,
      );
      writeFileSync(
        join(project, "folders.ts"),
        paths.map((path, index) => `import * as folder${index} from "${path}";\nvoid folder${index};\n`).join(""),
      );

      run(process.execPath, [tsc, "-p", "."], project);
      run(process.execPath, ["folders.js"], project);
      run(process.execPath, ["main.js"], project);
      const buckets = expect.arrayContaining(["aws_s3_bucket.access-logs", "aws_s3_bucket.logs"]) as string[];
      expect(addressesIn(project, "team-logs")).toEqual(buckets);
      run(process.execPath, ["one-module.js"], project);
      expect(addressesIn(project, "account")).toEqual(["aws_iam_account_password_policy.password-policy"]);
    },
    TIMEOUT,
  );

  function addressesIn(project: string, stack: string): string[] {
    return new Template(readFileSync(join(project, "cdktf.out", "stacks", stack, "cdk.tf.json"), "utf8")).addresses;
  }

  /** The first of a folder's modules, without ending, as its users name it. */
  function moduleIn(folder: string): string {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
    return (files.sort()[0] ?? "").replace(/\.d\.ts$/, "");
  }

  it("leaves the framework to whoever uses it, so that there is one cdktf in the program", () => {
    expect(Object.keys(manifest.peerDependencies)).toEqual(["@cdktf/provider-aws", "cdktf", "constructs"]);
    expect(Object.keys(manifest.dependencies)).not.toEqual(expect.arrayContaining(["cdktf"]));
  });

  it("holds no test, no simulator and no configuration of this checkout", () => {
    const allowed =
      /^(dist|docs|examples|conformance-packs)\/|^(landing-zone\.schema\.json|LICENSE|[A-Z]+\.md|package\.json)$/;
    expect(packed.filter((path) => !allowed.test(path))).toEqual([]);
    expect(existsSync(join(installed, "dist", "modules", "environment.d.ts"))).toBe(true);
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
});
