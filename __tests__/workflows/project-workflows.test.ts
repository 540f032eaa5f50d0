// The project's own workflows. Those that it gives to others run packages beside an identity, and are asked by properties of their own:
// examples/ci/workflows.test.ts.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { workflowProblems } from "./workflow-problems";
import type { Expected } from "./workflow-problems";

const FOLDER = ".github/workflows";
const EXPECTED: Readonly<Record<string, Expected>> = {
  "release.yml": { writes: { publish: ["id-token"], announce: ["contents"] } },
  "test.yml": {},
};
const RELEASE = readFileSync(join(FOLDER, "release.yml"), "utf8");

describe("workflows of the project", () => {
  it.each(readdirSync(FOLDER))("%s pins what it uses, and may do no more than its work", (file) => {
    expect(workflowProblems(readFileSync(join(FOLDER, file), "utf8"), EXPECTED[file])).toEqual([]);
  });

  it("publish what was tested and packed from the tagged commit, and nothing else", () => {
    const { jobs, on } = parse(RELEASE) as {
      jobs: Record<string, { needs?: string; uses?: string; steps?: { run?: string }[] }>;
      on: unknown;
    };
    expect(on).toEqual({ push: { tags: ["v*"] } });
    expect(jobs.test?.uses).toBe("./.github/workflows/test.yml");
    expect([jobs.pack?.needs, jobs.publish?.needs, jobs.announce?.needs]).toEqual(["test", "pack", "publish"]);
    const scripts = jobs.pack?.steps?.flatMap(({ run }) => run ?? []) ?? [];
    const at = (script: RegExp) => scripts.findIndex((run) => script.test(run));
    expect(at(/merge-base --is-ancestor/)).toBe(0);
    expect(at(/release-notes\.mjs "\$GITHUB_REF_NAME"/)).toBe(1);
    expect(at(/^npm ci$/)).toBe(2);
    expect(RELEASE).toContain("bill-of-materials.mjs > release/sbom.cdx.json");
    expect(jobs.publish?.steps?.at(-1)?.run).toContain("--provenance");
    expect(RELEASE).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
  });
});

describe("what is wrong with a workflow", () => {
  it.each<[wrong: string, from: RegExp, to: string, problem: RegExp]>([
    ["a tag for a commit", /checkout@\w+ # v5\.0\.0/, "checkout@v5", /^pack: actions\/checkout@v5 is not pinned/],
    ["a SHA without its version", / # v4\.6\.2/, "", /upload-artifact@\w+ does not say which version/],
    ["no permissions", /^permissions: \{\}$/m, "", /^it has no permissions of its own/],
    ["everything for everyone", /^permissions: \{\}$/m, "permissions: write-all", /^every job may write everything/],
    ["a checkout that leaves credentials", /persist-credentials: false/, "clean: true", /^pack: its checkout leaves/],
    ["no end", /timeout-minutes: 15/, "continue-on-error: false", /^pack: it has no timeout-minutes/],
    ["a text of strangers", /run: npm ci/, "run: echo ${{ github.ref_name }}", /^pack: an expression is put into/],
    ["strangers with secrets", /push:\n +tags: .*$/m, "pull_request_target:", /^it runs with secrets what strangers/],
    ["a package's scripts beside the identity", / --ignore-scripts/, "", /^publish: code of others runs where/],
    ["an identity that is not needed", /contents: write/, "id-token: write", /^announce: it may write id-token/],
  ])("is found: %s", (_, from, to, problem) => {
    const text = RELEASE.replace(from, to);
    expect(text).not.toBe(RELEASE);
    expect(workflowProblems(text, EXPECTED["release.yml"])).toEqual(
      expect.arrayContaining([expect.stringMatching(problem)]),
    );
  });

  it("is found: more than its work needs", () => {
    expect(workflowProblems(RELEASE)).toEqual(["publish: it may write id-token", "announce: it may write contents"]);
  });
});
