import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { queue } from "../../console/at-once";
import type { PlanJson } from "../../review/plan-json";
import type { LastApply } from "../../terraform/apply-step";
import { applyStacks } from "../../terraform/apply-stacks";
import type { AppliedStack, ApplyStacksOptions, StackToApply } from "../../terraform/apply-stacks";
import { foresee } from "../../terraform/foresee";
import type { StateHead } from "../../terraform/states";
import { change, planOf } from "../cli/plan/support";

/** What there is of a stack: the plan that was reviewed, and what Terraform answers. */
interface Script extends Partial<StackToApply> {
  readonly reviewed?: PlanJson;
  /** What planning again gives; the reviewed plan if nothing is said; "none": no changes. */
  readonly again?: PlanJson | "none";
  /** Exit code of `apply`, and what it says. */
  readonly apply?: { readonly code: number; readonly output: object };
  /** Key of now. @default "key", that of the manifest */
  readonly key?: string;
  readonly last?: LastApply;
  /** A file in its folder. */
  readonly leaves?: string;
  /** Serial of now. @default 7, that of the manifest */
  readonly serial?: number;
}

const error = (summary: string, detail = "") => ({
  type: "diagnostic",
  diagnostic: { severity: "error", summary, detail },
});
const TOPIC = planOf([change("aws_sns_topic.a", ["create"])]);
const OTHER = planOf([change("aws_sns_topic.b", ["create"])]);
const NO_SCRIPT = { code: 0, output: { type: "change_summary", changes: { add: 1, change: 0, remove: 0 } } };

describe("applying reviewed plans", () => {
  const root = mkdtempSync(join(tmpdir(), "landing-zone-apply-stacks-"));
  const terraform = join(root, "terraform");

  beforeAll(() => {
    writeFileSync(
      terraform,
      // A plan is its JSON; what it is applied to, a serial.
      `#!/bin/sh
      echo "$*" >> calls
      for last; do :; done
      case "$1" in
        show) cat "$last" ;;
        plan)
          for each; do case "$each" in -out=*) cp again "\${each#-out=}" ;; esac; done
          exit "$(cat again.code)" ;;
        apply)
          trap 'echo 9 > serial; exit 1' INT
          if [ -e slow ]; then : > begun; while :; do sleep 0.05; done; fi
          if [ -e moves ]; then echo 8 > serial; fi
          cat apply.output; exit "$(cat apply.code)" ;;
      esac`,
      { mode: 0o755 },
    );
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  const applyWith = async (
    scripts: Readonly<Record<string, Script>>,
    // `interrupted`: once its Terraform applies.
    { interrupted, ...options }: Partial<ApplyStacksOptions> & { readonly interrupted?: string } = {},
  ) => {
    const outdir = mkdtempSync(join(root, "out-"));
    const workFolder = mkdtempSync(join(root, "work-"));
    const folderOf = (stack: string) => join(outdir, "stacks", stack);
    const records = new Map<string, LastApply>();
    const versionOf = (stack: string): StateHead => ({
      serial: Number(readFileSync(join(folderOf(stack), "serial"), "utf8")),
      lineage: "one",
    });
    const stacks = Object.entries(scripts).map(([stack, script]): StackToApply => {
      const { again, apply = NO_SCRIPT, last, leaves, reviewed = TOPIC, serial = 7, ...more } = script;
      const folder = folderOf(stack);
      mkdirSync(folder, { recursive: true });
      const write = (name: string, content: object | number | string) => {
        writeFileSync(join(folder, name), typeof content === "object" ? JSON.stringify(content) : String(content));
      };
      write("reviewed", reviewed);
      write("again", again === "none" ? planOf([]) : (again ?? reviewed));
      write("again.code", again === "none" ? 0 : 2);
      write("apply.output", apply.output);
      write("apply.code", apply.code);
      write("serial", serial);
      if (apply.code === 0 || "moves" in apply) write("moves", "");
      if (interrupted === stack) write("slow", "");
      if (leaves !== undefined) write(leaves, "{}");
      if (last !== undefined) records.set(stack, last);
      return {
        stack,
        account: stack,
        dependsOn: [],
        after: [],
        outcome: "changes",
        synthesized: "",
        state: { serial: 7, lineage: "one" },
        plan: { file: "", sha256: `plan of ${stack}` },
        planFile: join(folder, "reviewed"),
        isSealed: true,
        ...more,
        key: "key",
      };
    });
    const controller = new AbortController();
    const timer = setInterval(() => {
      if (existsSync(join(folderOf(interrupted ?? ""), "begun"))) controller.abort();
    }, 20);
    const saved: string[] = [];
    const applied = await applyStacks({
      outdir,
      workFolder,
      terraform,
      env: process.env,
      inTurn: queue(),
      interrupt: controller.signal,
      stacks,
      parallelism: 1,
      lockTimeout: "0s",
      recordMilliseconds: 10,
      save: (stack) => {
        saved.push(stack);
        return `${stack}.json`;
      },
      states: {
        now: ({ stack }) =>
          Promise.resolve({ state: versionOf(stack), last: records.get(stack), key: scripts[stack]?.key ?? "key" }),
        version: (stack) => Promise.resolve(versionOf(stack)),
        record: (stack, last) => {
          records.set(stack, last);
          return Promise.resolve();
        },
      },
      ...options,
    });
    clearInterval(timer);
    const calls = (stack: string) => {
      const file = join(folderOf(stack), "calls");
      return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    };
    return { calls, folderOf, kinds: kindsOf(applied), records, results: resultsOf(applied), saved };
  };

  it("applies the plan that was reviewed, without planning, and records it", async () => {
    const { calls, records, results } = await applyWith({ audit: {} });
    expect(results.audit).toEqual({ kind: "applied", counts: { add: 1, change: 0, destroy: 0, imported: 0 } });
    expect(calls("audit")).toEqual([expect.stringMatching(/^apply -json -input=false -lock-timeout=0s \S+reviewed$/)]);
    expect(records.get("audit")).toEqual({ serial: 8, lineage: "one", key: "key" });
  });

  it("applies what comes after others once these are applied, and not before", async () => {
    const begun: string[] = [];
    const { kinds } = await applyWith(
      { detection: { after: ["audit", "of no plan"] }, audit: {}, tools: { after: ["detection"] } },
      { parallelism: 3, onBegin: (stack) => begun.push(stack) },
    );
    expect(kinds).toEqual({ detection: "applied", audit: "applied", tools: "applied" });
    expect(begun).toEqual(["audit", "detection", "tools"]);
  });

  it("plans again behind one that was applied, and applies that if it is what was reviewed", async () => {
    const { calls, records, results } = await applyWith({ audit: { key: "later" } });
    expect(results.audit).toMatchObject({ kind: "applied", again: "upstream" });
    expect(calls("audit").map((call) => call.split(" ")[0])).toEqual(["show", "plan", "show", "apply"]);
    expect(calls("audit").at(-1)).toMatch(/audit\.again\.tfplan$/);
    expect(records.get("audit")).toMatchObject({ key: "later" });
  });

  it("stops for a review when it is not, and begins nothing more", async () => {
    const { calls, kinds, records, results, saved } = await applyWith({
      organization: { key: "later", again: OTHER },
      audit: {},
      detection: { outcome: "noChanges" },
      shop: { outcome: "waiting" },
    });
    expect(kinds).toEqual({ organization: "review", audit: "notBegun", detection: "notBegun", shop: "left" });
    expect(results.organization).toEqual({
      kind: "review",
      account: "organization.json",
      deviations: [
        { address: "aws_sns_topic.a", kind: "missing", reviewed: "create" },
        { address: "aws_sns_topic.b", kind: "added", now: "create" },
      ],
    });
    expect(saved).toEqual(["organization"]);
    expect(calls("organization").some((call) => call.startsWith("apply"))).toBe(false);
    expect(records.size).toBe(0);
  });

  it("stops where nothing was to change, and something would now", async () => {
    const { kinds } = await applyWith({ audit: { outcome: "noChanges", key: "later" } });
    expect(kinds).toEqual({ audit: "review" });
  });

  it.each(["noChanges", "skipped"] as const)("records what is still without changes: %s", async (outcome) => {
    const { kinds, records } = await applyWith({ audit: { outcome, key: "later", again: "none" } });
    expect(kinds).toEqual({ audit: "unchanged" });
    expect(records.get("audit")).toEqual({ serial: 7, lineage: "one", key: "later" });
  });

  it("records nothing of a state that somebody has changed while it was planned", async () => {
    const recorded: LastApply[] = [];
    const states = {
      now: () => Promise.resolve({ state: { serial: 7, lineage: "one" }, key: "later" }),
      version: () => Promise.resolve({ serial: 8, lineage: "one" }),
      record: (_: string, last: LastApply) => Promise.resolve(void recorded.push(last)),
    };
    const { kinds } = await applyWith({ audit: { outcome: "noChanges", again: "none" } }, { states });
    expect({ kinds, recorded }).toEqual({ kinds: { audit: "unchanged" }, recorded: [] });
  });

  it("applies nothing once more of which Terraform could not write the state", async () => {
    const { calls, results } = await applyWith({ audit: { leaves: "errored.tfstate" } });
    expect(results.audit).toMatchObject({
      kind: "failed",
      problems: [expect.stringMatching(/state push errored\.tfstate$/)],
    });
    expect(calls("audit")).toEqual([]);
  });

  it("runs no Terraform where nothing was to change", async () => {
    const { calls, kinds, records } = await applyWith({ audit: { outcome: "noChanges" } });
    expect(kinds).toEqual({ audit: "unchanged" });
    expect(calls("audit")).toEqual([]);
    expect(records.get("audit")).toMatchObject({ key: "key" });
  });

  it.each(["noChanges", "skipped"] as const)(
    "plans what no plan shows to be without changes where nobody has sealed that: %s",
    async (outcome) => {
      const changed = await applyWith({ audit: { outcome, isSealed: false } });
      expect(changed.kinds).toEqual({ audit: "review" });
      expect([...changed.records]).toEqual([]);
      const same = await applyWith({ audit: { outcome, isSealed: false, again: "none" } });
      expect(same.kinds).toEqual({ audit: "unchanged" });
      expect(same.records.get("audit")).toMatchObject({ key: "key" });
    },
  );

  it("finds what is left before each of thousands of stacks behind each other", () => {
    const stacks = Array.from({ length: 12_000 }, (_, index): StackToApply => {
      const after = index === 0 ? [] : [`s${index - 1}`];
      const outcome = index === 0 ? "failed" : index < 6000 ? "skipped" : "changes";
      return {
        stack: `s${index}`,
        after,
        account: "audit",
        dependsOn: after,
        outcome,
        synthesized: "",
        isSealed: true,
      };
    });
    const now = new Map(stacks.map(({ outcome, stack }) => [stack, outcome === "skipped" ? { key: "key" } : {}]));
    const foreseen = foresee(
      stacks.map((stack) => ({ ...stack, key: "key" })),
      now,
      false,
    );
    const results = [...foreseen.values()].map((one) => (one.kind === "without" ? one.result : one.step));
    expect([results[0], results[1], results[6000], results[11_999]]).toEqual([
      { kind: "left", why: "failedPlan" },
      { kind: "skipped" },
      { kind: "blocked", by: ["s0"] },
      { kind: "blocked", by: ["s0"] },
    ]);
  });

  it("counts what it has applied before as done", async () => {
    const last = { serial: 8, lineage: "one", key: "key" };
    const { calls, kinds } = await applyWith({ audit: { serial: 8, last } });
    expect(kinds).toEqual({ audit: "done" });
    expect(calls("audit")).toEqual([]);
  });

  it("applies nothing to a state that somebody else has changed", async () => {
    const { calls, kinds } = await applyWith({ audit: { serial: 8 }, shop: {} });
    expect(kinds).toEqual({ audit: "stale", shop: "notBegun" });
    expect(calls("audit")).toEqual([]);
  });

  it("says what failed, records that it did something, and finishes what has begun", async () => {
    const apply = { code: 1, output: error("No luck today"), moves: true };
    const { kinds, records, results } = await applyWith(
      { audit: { apply }, shop: {}, detection: { after: ["audit"] } },
      { parallelism: 2 },
    );
    expect(kinds).toEqual({ audit: "failed", shop: "applied", detection: "notBegun" });
    expect(results.audit).toMatchObject({ problems: ["No luck today"] });
    expect(records.get("audit")).toEqual({ serial: 8, lineage: "one", unfinished: "plan of audit" });
  });

  it("goes on after an apply that failed, with what is left of the reviewed plan", async () => {
    const reviewed = planOf([change("aws_sns_topic.a", ["create"]), change("aws_sns_topic.b", ["create"])]);
    const last = { serial: 8, lineage: "one", unfinished: "plan of audit" };
    const { results } = await applyWith({ audit: { reviewed, again: OTHER, serial: 8, last } });
    expect(results.audit).toMatchObject({ kind: "applied", again: "unfinished" });
  });

  it("says who holds the lock", async () => {
    const detail =
      "Lock Info:\n  ID:        1\n  Operation: OperationTypeApply\n  Who:       ann@ci\n  Created:   2026-11-30";
    const apply = { code: 1, output: error("Error acquiring the state lock", detail) };
    const { results } = await applyWith({ audit: { apply } }, { lockTimeout: "10m" });
    expect(results.audit).toEqual({
      kind: "locked",
      holder: { id: "1", who: "ann@ci", created: "2026-11-30", operation: "apply" },
    });
  });

  it.each([
    ["the same plan", { serial: 8, lineage: "one", key: "key" }, "done"],
    ["something else", undefined, "stale"],
  ])("looks what somebody applied while it waited for the lock: %s", async (_, last, kind) => {
    const apply = { code: 1, output: error("Saved plan is stale"), moves: true };
    const { kinds } = await applyWith({ audit: { apply, last } });
    expect(kinds).toEqual({ audit: kind });
  });

  it("leaves out what needs break-glass, what waits and what failed, and what is behind them", async () => {
    const { calls, kinds, results } = await applyWith({
      "log-archive": { needsBreakGlass: true },
      trail: { outcome: "noChanges", after: ["log-archive"] },
      detection: { after: ["trail"] },
      shop: { outcome: "waiting", waitsFor: ["organization"] },
      tools: { outcome: "failed" },
      rules: { after: ["shop", "tools"] },
      audit: {},
    });
    expect(kinds).toEqual({
      "log-archive": "left",
      trail: "unchanged",
      detection: "blocked",
      shop: "left",
      tools: "left",
      rules: "blocked",
      audit: "applied",
    });
    expect(results.detection).toEqual({ kind: "blocked", by: ["log-archive"] });
    expect(results.rules).toEqual({ kind: "blocked", by: ["shop", "tools"] });
    expect(calls("log-archive")).toEqual([]);
  });

  describe("by the break-glass role", () => {
    const withRole = (value: string) => ({ ...TOPIC, variables: { deployment_role: { value } } });

    it("applies only what needs it, planned again with the role", async () => {
      const { calls, kinds, results } = await applyWith(
        { "log-archive": { needsBreakGlass: true, reviewed: withRole("deployer") }, audit: {} },
        { breakGlassRole: "glass" },
      );
      expect(kinds).toEqual({ "log-archive": "applied", audit: "left" });
      expect(results["log-archive"]).toMatchObject({ again: "breakGlass" });
      expect(calls("log-archive").find((call) => call.startsWith("plan"))).toMatch(/ -var=deployment_role=glass$/);
    });

    it("applies a plan that was made with the role as it is", async () => {
      const { calls } = await applyWith(
        { "log-archive": { needsBreakGlass: true, reviewed: withRole("glass") } },
        { breakGlassRole: "glass" },
      );
      expect(calls("log-archive").map((call) => call.split(" ")[0])).toEqual(["show", "apply"]);
    });

    it("says of what is not begun any more that it is, and of the rest that it needs no such role", async () => {
      const apply = { code: 1, output: error("No luck today") };
      const { results } = await applyWith(
        { "log-archive": { needsBreakGlass: true, apply }, trail: { needsBreakGlass: true }, audit: {} },
        { breakGlassRole: "glass" },
      );
      expect(results.trail).toEqual({ kind: "notBegun" });
      expect(results.audit).toEqual({ kind: "left", why: "other" });
    });

    it("waits for others before it", async () => {
      const { kinds } = await applyWith(
        { key: {}, "log-archive": { needsBreakGlass: true, after: ["key"] } },
        { breakGlassRole: "glass" },
      );
      expect(kinds).toEqual({ key: "left", "log-archive": "blocked" });
    });
  });

  it("interrupts Terraform once, waits for its end, and begins nothing more", async () => {
    const { kinds, records } = await applyWith({ audit: {}, shop: {} }, { interrupted: "audit" });
    expect(kinds).toEqual({ audit: "interrupted", shop: "notBegun" });
    expect(records.get("audit")).toEqual({ serial: 9, lineage: "one", unfinished: "plan of audit" });
  });

  it("says of what cannot be recorded that it was applied", async () => {
    const states = {
      now: () => Promise.resolve({ state: { serial: 7, lineage: "one" }, key: "key" }),
      version: () => Promise.resolve({ serial: 8, lineage: "one" }),
      record: () => Promise.reject(new Error("AccessDenied")),
    };
    const { results } = await applyWith({ audit: {} }, { states });
    expect(results.audit?.kind).toBe("applied");
  });
});

function kindsOf(applied: readonly AppliedStack[]): Record<string, string> {
  return Object.fromEntries(applied.map(({ result, stack }) => [stack, result.kind]));
}

function resultsOf(applied: readonly AppliedStack[]): Record<string, AppliedStack["result"]> {
  return Object.fromEntries(applied.map(({ result, stack }) => [stack, result]));
}
