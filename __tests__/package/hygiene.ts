// What is asked of the packed tarball, by package.test.ts, which packs it once.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PackedPackage } from "../support/packed-package";

const TIMEOUT = 120_000;

/** Most bytes and files that the package may have, and what its folders had when that was decided. */
const BUDGET = JSON.parse(readFileSync("__tests__/package/budget.json", "utf8")) as {
  readonly packed: number;
  readonly unpacked: number;
  readonly files: number;
  readonly folders: Readonly<Record<string, number>>;
};

/** What the installed command and the public modules are made of; `local`, `drill`, `prove` and `scan` need a checkout. */
const COMPILED = [
  ..."archive-reader aws catalogs cli cloudhsm config console log-integrity modules patterns protocol review stacks".split(
    " ",
  ),
  ..."terraform terraform-modules".split(" "),
];
const ALLOWED = [
  new RegExp(`^dist/(${COMPILED.join("|")})/[\\w/-]+(\\.js|\\.d\\.ts)$`),
  /^docs\/[\w/-]+(\.schema)?\.(md|json)$/,
  /^examples\/(reuse-modules\/\w+\.json|[\w/-]+\.(ts|yaml|aws\.json|crt|tf)|terraform-module\/[\w-]+\/([\w-]+\.tf\.json|README\.md))$/,
  /^examples\/ci\/[\w./-]+\.(md|mjs|yml)$/,
  /^catalogs\/[\w-]+\.json$/,
  /^(conformance-packs\/[\w-]+\.yaml|functions\/[\w-]+\.js)$/,
  /^(landing-zone\.schema\.json|package\.json|LICENSE|[A-Z-]+\.md)$/,
];
/** Commands that need a checkout, tests and what nobody imports from outside. */
const REFUSED = [
  /^dist\/cli\/(drill|local|prove|scan)(-\w+)?(\/|\.)/,
  /^dist\/cli\/.*\.d\.ts$/,
  /(^|\/)(__tests__|simulator|bench|node_modules)\//,
  /\.(map|lock\.json|tfstate|test\.\w+)$/,
];

/** Bytes by folder, those of `dist` by its own. */
function folderSizes({ files }: PackedPackage): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const { path, size } of files) {
    const folder = path
      .split("/")
      .slice(0, path.startsWith("dist/") ? 2 : 1)
      .join("/");
    sizes[folder] = (sizes[folder] ?? 0) + size;
  }
  return sizes;
}

/** Folders that grew by more than a tenth, or are new, the one that grew most first. */
export function grown(sizes: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>): string[] {
  return Object.entries(sizes)
    .map(([folder, size]) => ({ folder, size, was: before[folder] ?? 0 }))
    .filter(({ size, was }) => size > was * 1.1)
    .sort((a, b) => b.size - b.was - (a.size - a.was))
    .map(({ folder, size, was }) => `${folder}: ${was} -> ${size} bytes`);
}

export function describePackageHygiene(packed: () => PackedPackage): void {
  /** A tool of node_modules, and what it said. */
  const said = (program: string, args: readonly string[]) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [resolve("node_modules", program), ...args], {
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  };

  describe("its tarball", () => {
    it("is within its budget, or says what grew", () => {
      const { files, size, unpackedSize } = packed();
      const over = [
        ...(size > BUDGET.packed ? [`packed: ${size} bytes, at most ${BUDGET.packed}`] : []),
        ...(unpackedSize > BUDGET.unpacked ? [`unpacked: ${unpackedSize} bytes, at most ${BUDGET.unpacked}`] : []),
        ...(files.length > BUDGET.files ? [`${files.length} files, at most ${BUDGET.files}`] : []),
      ];
      const sizes = folderSizes(packed());
      // What was meant goes into budget.json, "folders" as printed here.
      const report = [...over, ...grown(sizes, BUDGET.folders), JSON.stringify(sizes, undefined, 2)];
      expect(over.length === 0 ? "" : report.join("\n")).toBe("");
    });

    it("holds what it needs, and nothing else", () => {
      const paths = packed().files.map(({ path }) => path);
      expect(paths.filter((path) => !ALLOWED.some((allowed) => allowed.test(path)))).toEqual([]);
      expect(paths.filter((path) => REFUSED.some((refused) => refused.test(path)))).toEqual([]);
    });

    it(
      "has entries that every bundler and Node.js find, as publint says",
      () => {
        expect(said("publint/src/cli.js", ["run", packed().tarball, "--strict"])).toEqual({
          status: 0,
          output: expect.stringContaining("All good!") as string,
        });
      },
      TIMEOUT,
    );

    it(
      "has types that TypeScript finds in every way of looking for modules, as attw says",
      () => {
        const { output, status } = said("@arethetypeswrong/cli/dist/index.js", [packed().tarball, "--format", "json"]);
        const { analysis, problems } = JSON.parse(output) as {
          analysis: { entrypoints: Record<string, { resolutions: Record<string, { visibleProblems: unknown[] }> }> };
          problems: object;
        };
        const seen = Object.values(analysis.entrypoints).flatMap(({ resolutions }) => Object.values(resolutions));
        expect(seen.length).toBeGreaterThan(0);
        expect({ status, problems }).toEqual({ status: 0, problems: {} });
      },
      TIMEOUT,
    );
  });

  describe("the report of what grew", () => {
    it("names folders that are new or grew by more than a tenth", () => {
      expect(grown({ a: 100, b: 111, c: 5, d: 300 }, { a: 100, b: 100, d: 200 })).toEqual([
        "d: 200 -> 300 bytes",
        "b: 100 -> 111 bytes",
        "c: 0 -> 5 bytes",
      ]);
    });
  });
}
