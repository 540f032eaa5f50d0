import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PACKAGE = { version: "1.2.0", repository: { type: "git", url: "git+https://github.com/Example/zone.git" } };
const CHANGELOG = "# Changelog\n\n## 1.2.0\n\n### Added\n\n- A thing.\n\n## 1.1.0\n\n- Before.\n";

function released(tag: string, manifest: object = PACKAGE, changelog = CHANGELOG, lock: object = PACKAGE) {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-release-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
  writeFileSync(join(folder, "CHANGELOG.md"), changelog);
  const { status, stderr, stdout } = spawnSync(process.execPath, [resolve("scripts/release-notes.mjs"), tag], {
    cwd: folder,
    encoding: "utf8",
    env: { GITHUB_REPOSITORY: "example/zone" },
  });
  rmSync(folder, { recursive: true });
  return { status, stderr, stdout };
}

describe("notes of a release", () => {
  it("are the version's section of the changelog", () => {
    expect(released("v1.2.0")).toEqual({ status: 0, stderr: "", stdout: "### Added\n\n- A thing.\n" });
  });

  it.each<[what: string, args: Parameters<typeof released>, problem: string]>([
    ["another tag", ["v1.2.1"], 'the tag is "v1.2.1", and package.json has version 1.2.0'],
    ["no tag", [""], 'the tag is ""'],
    [
      "a lock file of before",
      ["v1.2.0", PACKAGE, CHANGELOG, { version: "1.1.0" }],
      "package-lock.json has version 1.1.0",
    ],
    ["a changelog without it", ["v1.2.0", PACKAGE, "## 1.2.0-beta\n\n- x\n"], 'CHANGELOG.md has no section "## 1.2.0"'],
    ["an empty section", ["v1.2.0", PACKAGE, "## 1.2.0\n\n## 1.1.0\n\n- x\n"], "or nothing in it"],
    ["no repository", ["v1.2.0", { version: "1.2.0" }], "package.json has no repository, and this is example/zone"],
    [
      "no repository, with the line to add",
      ["v1.2.0", { version: "1.2.0" }],
      '"git+https://github.com/example/zone.git" }',
    ],
    ["another repository", ["v1.2.0", { ...PACKAGE, repository: "https://github.com/a/b" }], "this is example/zone"],
  ])("are none with %s", (_, args, problem) => {
    const { status, stderr, stdout } = released(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(problem);
    expect(stderr.split("\n- ")).toHaveLength(2);
  });
});
