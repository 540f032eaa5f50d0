// The package as others install it: packed, and used by the example through its public paths.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Template } from "./support/terraform";

const TIMEOUT = 120_000;
const PEERS = ["@cdktf", "@types", "cdktf", "constructs", "fastest-levenshtein", "yaml", "zod"];

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
    for (const peer of PEERS) {
      symlinkSync(resolve("node_modules", peer), join(consumer, "node_modules", peer));
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
    const allowed = /^(dist\/|landing-zone\.schema\.json$|LICENSE$|README\.md$|package\.json$)/;
    expect(packed.filter((path) => !allowed.test(path))).toEqual([]);
    expect(existsSync(join(installed, "dist", "modules", "environment.d.ts"))).toBe(true);
  });
});
