import type { Changes } from "../../../review/changes";
import { planExitCode } from "../../../cli/plan/exit-code";
import type { Outcome } from "../../../terraform/plan-stack";
import { failed, orphanedShop, planned, reportOf, waiting } from "./outcomes";

const NOTHING: Partial<Changes> = {};
const same = planned(NOTHING);
const added = planned({ add: 1 });
const destroyed = planned({
  destroy: 1,
  endangered: [{ kind: "destroyed", action: "destroys", address: "aws_sns_topic.a", because: [] }],
});
const moved = planned({
  change: 1,
  endangered: [{ kind: "accountMoved", action: "moves", address: "aws_organizations_account.a", because: [] }],
});

describe("the exit code of plan", () => {
  it.each<[string, number, Outcome[]]>([
    ["nothing would change", 0, [same, same]],
    ["something would be added", 2, [same, added]],
    ["an output would change", 2, [planned({ outputs: 1 })]],
    ["a stack waits for another", 2, [same, waiting("organization")]],
    ["something would be destroyed", 3, [added, destroyed, waiting("organization")]],
    ["an account would be moved, though nothing is destroyed", 3, [moved]],
    [
      "something that protects was deleted by hand",
      3,
      [planned({ add: 1, vanished: [{ address: "aws_cloudtrail.a" }] })],
    ],
    ["something that can be made again was", 2, [planned({ add: 1, vanished: [{ address: "aws_iam_user.a" }] })]],
    ["a stack could not be planned, whatever else", 1, [destroyed, failed("no luck"), added]],
  ])("when %s is %i", (_, expected, outcomes) => {
    expect(planExitCode(reportOf(outcomes))).toBe(expected);
  });

  it("is 3 when a stack is orphaned, though no plan would change anything", () => {
    expect(planExitCode({ ...reportOf([same]), orphaned: [orphanedShop] })).toBe(3);
  });

  it("is 1 when that could not be looked for", () => {
    expect(planExitCode({ ...reportOf([destroyed]), problems: ["no such bucket"] })).toBe(1);
  });
});
