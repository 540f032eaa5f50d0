import { describeDrift, driftOutputs, driftReport } from "../../../cli/drift/report";
import type { DriftingStack } from "../../../cli/drift/report";
import { NO_COUNTS } from "../../../review/counts";

const stack = (name: string, more: Partial<DriftingStack> = {}): DriftingStack => ({
  stack: name,
  account: "audit",
  outcome: "none",
  drifted: [],
  vanished: [],
  unmanaged: [],
  pending: NO_COUNTS,
  ...more,
});
const topic = { address: "aws_sns_topic.a", type: "aws_sns_topic", region: "eu-west-1" };
const attributes = [{ path: "kms", before: '"k"' }];
const drifting = stack("alerting", {
  outcome: "drift",
  drifted: [{ ...topic, attributes, more: 2 }],
  vanished: [{ ...topic, address: "aws_sns_topic.b" }],
});

describe("a report on drift", () => {
  it("names what drifted and vanished below its stack, and counts what does not differ", () => {
    const report = driftReport("a.yaml", [drifting, stack("one"), stack("two")]);
    expect(describeDrift(report)).toBe(
      [
        "stack     account  drifted  vanished  not applied",
        "alerting  audit          1         1            0",
        "",
        "alerting",
        "  VANISHED  aws_sns_topic.b, eu-west-1",
        "  DRIFTED   aws_sns_topic.a, eu-west-1",
        '    kms: "k" is now nothing',
        "    and 2 arguments more",
        "",
        "Nothing differs in 2 other stacks.",
      ].join("\n"),
    );
    expect(report.exitCode).toBe(2);
  });

  it("does not call drift what the file says nothing of", () => {
    const report = driftReport("a.yaml", [stack("a", { unmanaged: [{ ...topic, attributes, more: 0 }] })]);
    expect(report.exitCode).toBe(0);
    expect(describeDrift(report).replaceAll("\n", " ")).toContain("which is no drift: aws_sns_topic.a of a.");
  });

  it.each<[string, Partial<DriftingStack>, number]>([
    ["nothing differs", {}, 0],
    ["something is not applied", { outcome: "pending", pending: { ...NO_COUNTS, add: 1 } }, 2],
    ["a stack waits", { outcome: "waiting", waitsFor: ["organization"] }, 2],
    ["a stack failed", { outcome: "failed", problems: ["no luck"] }, 1],
  ])("ends by the worst that was found: %s", (_, more, exitCode) => {
    expect(driftReport("a.yaml", [stack("a", more), stack("b")]).exitCode).toBe(exitCode);
  });

  it("has lists of stacks for machines", () => {
    expect(driftOutputs(driftReport("a.yaml", [drifting, stack("b", { outcome: "failed" })]))).toBe(
      [
        "exit_code=1",
        "has_drift=true",
        "drifting=1",
        'drifting_stacks=["alerting"]',
        "pending=0",
        "pending_stacks=[]",
        "waiting=0",
        "failed=1",
        'failed_stacks=["b"]',
        "",
      ].join("\n"),
    );
  });
});
