import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { review } from "../../../cli/review";
import { markdown } from "../../../cli/review/markdown";
import { outputLines } from "../../../cli/review/outputs";
import { pageOf } from "../../../cli/review/html/page";
import { terminalText } from "../../../cli/review/terminal";
import { Failure } from "../../../console/failure";
import { parseReport } from "../../../review/report-json";
import { writeManifest } from "../../../terraform/plan-manifest";
import type { ManifestStack } from "../../../terraform/plan-manifest";
import { sha256Of } from "../../../terraform/synthesized";
import { plan, resource } from "../../review/plans";

const HASH = "a".repeat(64);
const folder = mkdtempSync(join(tmpdir(), "landing-zone-saved-review-"));

afterEach(() => {
  process.exitCode = undefined;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A folder as `plan --save` leaves it, with a plan of audit. */
function saved(name: string, stacks: readonly Partial<ManifestStack>[], configuration = HASH): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const text = JSON.stringify(plan([resource("aws_x.a", { a: 1 }, { a: 2 })]));
  writeFileSync(join(path, "audit.json"), text);
  const files = {
    plan: { file: "audit.tfplan", sha256: HASH },
    json: { file: "audit.json", sha256: sha256Of(text) },
  };
  writeManifest(path, {
    version: 1,
    made: "2026-11-30T15:00:00.000Z",
    common: {
      configuration,
      ledger: "",
      synthesized: HASH,
      landingZone: "1.0.0",
      terraform: { program: "terraform", version: "1.11.4" },
      providers: {},
    },
    stacks: stacks.map((stack) => ({
      stack: "audit",
      account: "audit",
      dependsOn: [],
      outcome: "changes" as const,
      synthesized: HASH,
      ...(stack.outcome === undefined ? files : {}),
      ...stack,
    })),
  });
  return path;
}

/** What `review --json` says of paths. */
function reviewOf(...paths: string[]) {
  const out = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    review(paths, { config: "landing-zone.yaml", output: join(folder, "none"), json: true });
    return parseReport(JSON.parse(out.mock.calls.map(([text]) => String(text)).join("")));
  } finally {
    out.mockRestore();
  }
}

function failureOf(...paths: string[]): Failure {
  try {
    reviewOf(...paths);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return error as Failure;
  }
  throw new Error("it was reviewed");
}

describe("plans that were saved", () => {
  it("are reviewed by their manifest, and what has no plan is named by the reason, a line each", () => {
    const path = saved("one", [
      {},
      { stack: "same", outcome: "noChanges" },
      { stack: "baseline-a", outcome: "skipped" },
      { stack: "baseline-b", outcome: "skipped" },
      { stack: "later", outcome: "waiting", waitsFor: ["organization"] },
      { stack: "broken", outcome: "failed" },
    ]);
    const report = reviewOf(path);
    expect(report).toMatchObject({
      verdict: "dangers",
      unplanned: {
        failed: ["broken"],
        waiting: [{ stack: "later", waitsFor: ["organization"] }],
        skipped: ["baseline-a", "baseline-b"],
      },
      dangers: [{ rule: "planIncomplete", places: [{ stack: "broken" }] }],
    });
    expect(outputLines(report)).toMatch(/^skipped=2$/m);
    for (const text of [terminalText(report).replaceAll("\n", " "), markdown(report), pageOf(report)]) {
      for (const expected of [/No change in 1 stack: \W*same/, /2 stacks: \W*baseline-a, baseline-b/]) {
        expect(text).toMatch(expected);
      }
      expect(text).toMatch(/deployed for the first time: 1 stack: \W*later \(after organization\)/);
      expect(text).toMatch(/nobody knows what would change: 1 stack: \W*broken/);
    }
  });

  it("are no change where all of them were skipped, and none where there is no stack", () => {
    expect(reviewOf(saved("skipped", [{ outcome: "skipped" }]))).toMatchObject({ verdict: "nothing", exitCode: 0 });
    expect(reviewOf(saved("empty", []))).toMatchObject({ verdict: "nothing", stacks: [] });
    expect(reviewOf(saved("waiting", [{ outcome: "waiting", waitsFor: ["a"] }])).verdict).toBe("changes");
  });

  it("are put together from several folders, and refused where these are not of one run", () => {
    saved("jobs/a", [{}]);
    saved("jobs/b", [{ stack: "other", outcome: "noChanges" }]);
    expect(reviewOf(join(folder, "jobs")).stacks.map(({ stack }) => stack)).toEqual(["audit", "other"]);
    const strange = saved("strange", [{ stack: "third", outcome: "noChanges" }], "b".repeat(64));
    const failure = failureOf(join(folder, "jobs"), strange);
    expect(failure.message).toContain("configuration is");
    expect(failure.exitCode).toBe(64);
  });

  it("are refused where a file is not what the manifest says", () => {
    const path = saved("changed", [{}]);
    const file = join(path, "audit.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"update"', '"no-op"'));
    expect(failureOf(path)).toMatchObject({
      message: expect.stringContaining(`${file} is not what manifest.json beside it says`) as string,
      exitCode: 64,
    });
  });

  it("are no plans where the manifest is another program's", () => {
    const path = join(folder, "cdktf.out");
    mkdirSync(path);
    writeFileSync(join(path, "manifest.json"), '{"version":"0.21.0","stacks":{}}');
    writeFileSync(join(path, "a.json"), JSON.stringify(plan([])));
    expect(reviewOf(path).stacks).toMatchObject([{ stack: "a" }]);
  });
});
