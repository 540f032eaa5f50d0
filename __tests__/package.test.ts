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
import { join, resolve } from "node:path";
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

      const file = join(project, "cdktf.out", "stacks", "team-logs", "cdk.tf.json");
      const template = new Template(readFileSync(file, "utf8"));
      expect(template.addresses).toEqual(expect.arrayContaining(["aws_s3_bucket.access-logs", "aws_s3_bucket.logs"]));
    },
    TIMEOUT,
  );

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
    const allowed = /^(dist\/|landing-zone\.schema\.json$|LICENSE$|README\.md$|package\.json$)/;
    expect(packed.filter((path) => !allowed.test(path))).toEqual([]);
    expect(existsSync(join(installed, "dist", "modules", "environment.d.ts"))).toBe(true);
  });
});
