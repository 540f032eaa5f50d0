import { stepOf } from "../../terraform/apply-step";
import type { ApplyStep, SaidOfStack, StackNow } from "../../terraform/apply-step";
import type { ManifestStack } from "../../terraform/plan-manifest";

const PLAN = "a".repeat(64);
const state = (serial: number, lineage = "one") => ({ serial, lineage });
const planned = (outcome: ManifestStack["outcome"], isSealed = true): SaidOfStack => ({
  stack: "audit",
  account: "audit",
  dependsOn: [],
  outcome,
  synthesized: "",
  plan: { file: "audit.tfplan", sha256: PLAN },
  state: state(7),
  key: "key",
  isSealed,
});

describe("what is to be done with a stack that was planned", () => {
  it.each<[string, ManifestStack["outcome"], StackNow, ApplyStep]>([
    ["as it was", "changes", { state: state(7), key: "key" }, { kind: "apply" }],
    [
      "applied by this command",
      "changes",
      { state: state(8), last: { ...state(8), key: "key" }, key: "key" },
      { kind: "done" },
    ],
    [
      "applied by this command, after what it reads had changed",
      "changes",
      { state: state(8), last: { ...state(8), key: "later" }, key: "later" },
      { kind: "done" },
    ],
    ["changed by somebody else", "changes", { state: state(8), key: "key" }, { kind: "stale" }],
    [
      "changed by somebody else after this command",
      "changes",
      { state: state(9), last: { ...state(8), key: "key" }, key: "key" },
      { kind: "stale" },
    ],
    ["put back from a copy", "changes", { state: state(6), key: "key" }, { kind: "stale" }],
    ["begun anew", "changes", { state: state(7, "two"), key: "key" }, { kind: "stale" }],
    ["gone", "changes", { key: "key" }, { kind: "stale" }],
    [
      "applied with another plan of the same, as something had drifted",
      "changes",
      { state: state(7), last: { ...state(7), key: "key" }, key: "key" },
      { kind: "apply" },
    ],
    [
      "behind another that was applied",
      "changes",
      { state: state(7), key: "later" },
      { kind: "planAgain", why: "upstream" },
    ],
    ["behind one that has no state", "changes", { state: state(7) }, { kind: "planAgain", why: "upstream" }],
    [
      "left by an apply of this plan that failed",
      "changes",
      { state: state(8), last: { ...state(8), unfinished: PLAN }, key: "key" },
      { kind: "planAgain", why: "unfinished" },
    ],
    [
      "left by an apply of another plan that failed",
      "changes",
      { state: state(8), last: { ...state(8), unfinished: "b".repeat(64) }, key: "key" },
      { kind: "stale" },
    ],
    ["without changes", "noChanges", { state: state(7), key: "key" }, { kind: "record" }],
    [
      "without changes and recorded",
      "noChanges",
      { state: state(7), last: { ...state(7), key: "key" }, key: "key" },
      { kind: "done" },
    ],
    [
      "without changes, behind another that was applied",
      "noChanges",
      { state: state(7), last: { ...state(7), key: "key" }, key: "later" },
      { kind: "planAgain", why: "upstream" },
    ],
    [
      "without changes, and changed by somebody else",
      "noChanges",
      { state: state(8), key: "key" },
      { kind: "planAgain", why: "state" },
    ],
    ["skipped", "skipped", { state: state(7), last: { ...state(7), key: "key" }, key: "key" }, { kind: "done" }],
    [
      "skipped, behind another that was applied",
      "skipped",
      { state: state(7), last: { ...state(7), key: "key" }, key: "later" },
      { kind: "planAgain", why: "upstream" },
    ],
    [
      "skipped, and changed by somebody else, which nobody looked at",
      "skipped",
      { state: state(8), key: "key" },
      { kind: "done" },
    ],
    ["waiting", "waiting", {}, { kind: "done" }],
  ])("%s", (_, outcome, now, step) => {
    expect(stepOf(planned(outcome), now)).toEqual(step);
  });

  it.each<[string, ManifestStack["outcome"], StackNow, ApplyStep]>([
    ["without changes", "noChanges", { state: state(7), key: "key" }, { kind: "planAgain", why: "unsealed" }],
    ["skipped without a record", "skipped", { state: state(7), key: "key" }, { kind: "planAgain", why: "unsealed" }],
    [
      "skipped, as its record says",
      "skipped",
      { state: state(7), last: { ...state(7), key: "key" }, key: "key" },
      { kind: "done" },
    ],
  ])("where nobody has sealed what is said of it: %s", (_, outcome, now, step) => {
    expect(stepOf(planned(outcome, false), now)).toEqual(step);
  });

  it("applies the first plan of a stack, which has no state", () => {
    const first = { ...planned("changes"), state: undefined };
    expect(stepOf(first, { key: "key" })).toEqual({ kind: "apply" });
    expect(stepOf(first, { state: state(1), key: "key" })).toEqual({ kind: "stale" });
  });
});
