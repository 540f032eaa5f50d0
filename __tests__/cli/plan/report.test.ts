import type { Endangered } from "../../../review/changes";
import { describePlan, describeProblems } from "../../../cli/plan/report";
import { failed, leftBehind, planned, reportOf, waiting } from "./outcomes";

const lost = (address: string, region: string | undefined, ...because: string[]): Endangered => ({
  ...{ address, region, because },
  action: because.length === 0 ? "destroys" : "replaces",
});

describe("the report of plan", () => {
  it("is a table with the sums, and says when nothing would change", () => {
    expect(describePlan(reportOf([planned({}), planned({})])).split("\n")).toEqual([
      "stack     account    to add  to change  to destroy",
      "stack-0   audit           0          0           0",
      "stack-1   audit           0          0           0",
      "2 stacks  1 account       0          0           0",
      "",
      "Nothing would change.",
    ]);
  });

  it("notes beside the counts what they do not tell, and what a stack waits for", () => {
    const text = describePlan(
      reportOf([
        planned({ add: 2, imported: 3, moved: 1, forgotten: 4, outputs: 1 }),
        waiting("organization", "log-archive"),
        failed("no luck"),
      ]),
    );
    expect(text.split("\n").slice(1)).toEqual([
      "stack-0   audit           2          0           0  adopts 3, moves 1, lets go of 4, outputs changed: 1",
      "stack-1   audit           -          -           -  waits for organization, log-archive",
      "stack-2   audit           -          -           -  FAILED",
      "3 stacks  1 account       2          0           0",
      "",
      "1 stack waits for another: deploy what can be planned, then plan again.",
    ]);
  });

  it("names what would be lost by stack and region, in words that need no colours", () => {
    const endangered = [
      lost("aws_sns_topic.a", "eu-west-1"),
      lost("aws_sns_topic.b", "eu-central-1", "name", "tags"),
      lost("aws_sns_topic.c", "eu-west-1"),
      lost("aws_sns_topic.d", undefined),
    ];
    const text = describePlan(reportOf([planned({ add: 1, destroy: 4, endangered })]));
    expect(text).toContain("  DESTROYS 3, REPLACES 1\n");
    expect(text).toContain(
      [
        "stack-0, eu-west-1",
        "  DESTROYS  aws_sns_topic.a",
        "  DESTROYS  aws_sns_topic.c",
        "stack-0, eu-central-1",
        "  REPLACES  aws_sns_topic.b, because of name, tags",
        "stack-0",
        "  DESTROYS  aws_sns_topic.d",
      ].join("\n"),
    );
  });

  it("tells what is left behind, and then not that nothing would change", () => {
    const text = describePlan({ ...reportOf([planned({})]), orphaned: [leftBehind] });
    expect(text).toMatch(/\n\nLEFT BEHIND {2}account shop is gone: put it back \(terraform\.baseline-shop\.tfstate\)$/);
  });

  it("does not say that nothing would change when it is not known what is left behind", () => {
    expect(describePlan({ ...reportOf([planned({})]), problems: ["no such bucket"] })).not.toContain("Nothing");
  });

  it("tells every problem apart", () => {
    const report = { ...reportOf([planned({}), failed("no luck", "no role")]), problems: ["no such bucket"] };
    expect(describeProblems(report)).toEqual([
      "stack-1 could not be planned: no luck",
      "stack-1 could not be planned: no role",
      "no such bucket",
    ]);
  });
});
