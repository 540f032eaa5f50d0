// Prints the CycloneDX bill of materials of what npm installs with the package: node scripts/bill-of-materials.mjs
// `npm sbom --omit=dev` leaves out every package that a development dependency needs, too (npm/cli issue 7909), here 25 of
// 63. So npm is asked in a copy without development dependencies, whose lock file it prunes without asking a registry.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "bill-of-materials-"));
const npm = (...args) =>
  execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
try {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, devDependencies: undefined }));
  copyFileSync("package-lock.json", join(folder, "package-lock.json"));
  npm("install", "--package-lock-only", "--offline", "--ignore-scripts", "--no-audit", "--no-fund");
  process.stdout.write(npm("sbom", "--omit=peer", "--package-lock-only", "--sbom-format=cyclonedx"));
} finally {
  rmSync(folder, { recursive: true });
}
