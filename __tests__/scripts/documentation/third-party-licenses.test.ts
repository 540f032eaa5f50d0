import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  bundledPackages,
  isAccepted,
  licenceOf,
  peersOf,
  refusedLicences,
  shippedPackages,
} from "../../../scripts/documentation/third-party-licenses";
import type { Lock } from "../../../scripts/documentation/third-party-licenses";

interface LockWithLicences {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly license?: string }>>;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock & LockWithLicences;

/** Installed packages: their package.json by path. */
function installed(manifests: Readonly<Record<string, object | string>>): string {
  const root = mkdtempSync(join(tmpdir(), "landing-zone-licences-"));
  for (const [path, manifest] of Object.entries(manifests)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof manifest === "string" ? manifest : JSON.stringify(manifest));
  }
  return root;
}

describe("licences of what the package brings", () => {
  it("are all permissive, and those of what its users install ask for nothing of theirs", () => {
    const shipped = shippedPackages(lock, ".");
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: object };
    expect(shipped.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(refusedLicences(shipped, peersOf("."))).toEqual([]);
    // The proof needs some that are not, and stays in the checkout.
    expect(licenceOf("node_modules/@cloud-copilot/iam-simulate")).toMatch(/^AGPL/);
    expect(shipped.map(({ name }) => name)).not.toContain("@cloud-copilot/iam-simulate");
  });

  it("are those that the lock file has", () => {
    const differing = Object.entries(lock.packages)
      .filter(([path, { dev = false, license }]) => path !== "" && !dev && license !== licenceOf(path))
      .map(([path]) => path);
    expect(differing).toEqual([]);
  });

  it("are not needed for the programs of functions, which bundle nothing of others", () => {
    expect(bundledPackages("functions")).toEqual([]);
  });

  it("are refused where they ask for more than their name, or are unknown", () => {
    const root = installed({
      "package.json": { peerDependencies: { peer: "1", framework: "1" } },
      "node_modules/agpl/package.json": { license: "AGPL-3.0-or-later" },
      "node_modules/a/node_modules/sspl/package.json": { license: "SSPL-1.0" },
      "node_modules/none/package.json": {},
      "node_modules/old/package.json": { licenses: [{ type: "MIT" }, { type: "GPL-2.0" }] },
      "node_modules/older/package.json": { license: { type: "ISC" } },
      "node_modules/mozilla/package.json": { license: "MPL-2.0" },
      "node_modules/peer/package.json": { license: "GPL-3.0" },
      "node_modules/framework/package.json": { license: "MPL-2.0" },
      "functions/f.js": '"// node_modules/@scope/zod/index.js"',
    });
    const paths = ["agpl", "a/node_modules/sspl", "none", "old", "older", "mozilla", "missing"];
    const packages = Object.fromEntries(paths.map((path) => [`node_modules/${path}`, {}]));
    const shipped = shippedPackages({ packages: { "": {}, ...packages, "node_modules/dev": { dev: true } } }, root);
    expect(refusedLicences(shipped, peersOf(root))).toEqual([
      "agpl: AGPL-3.0-or-later",
      "missing: unknown",
      "mozilla: MPL-2.0",
      "none: unknown",
      "sspl: SSPL-1.0",
      "peer: GPL-3.0",
    ]);
    expect(bundledPackages(join(root, "functions"))).toEqual(["f.js: @scope/zod"]);
    rmSync(root, { recursive: true });
  });

  it.each([
    ["(AGPL-3.0 OR MIT)", true],
    ["Apache-2.0 AND MIT", true],
    ["MIT AND GPL-2.0-only", false],
    ["SEE LICENSE IN LICENSE.md", false],
  ])("are read as SPDX expressions: %s", (expression, accepted) => {
    expect(isAccepted(expression)).toBe(accepted);
  });
});
