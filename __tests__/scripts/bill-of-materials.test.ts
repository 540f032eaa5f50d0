import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const TIMEOUT = 60_000;

describe("the bill of materials", () => {
  it(
    "names everything that npm installs with the package, each version with its licence, and nothing else",
    () => {
      const text = execFileSync(process.execPath, ["scripts/bill-of-materials.mjs"], { encoding: "utf8" });
      const { bomFormat, components } = JSON.parse(text) as {
        bomFormat: string;
        components: { name: string; version: string; licenses?: unknown }[];
      };
      const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
        packages: Record<string, { dev?: boolean; version: string }>;
      };
      const installed = Object.entries(packages)
        .filter(([path, { dev = false }]) => path !== "" && !dev)
        .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, "")}@${version}`);
      expect(bomFormat).toBe("CycloneDX");
      expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(
        [...new Set(installed)].sort(),
      );
      expect(components.filter(({ licenses }) => licenses === undefined)).toEqual([]);
    },
    TIMEOUT,
  );
});
