import { describe as describeStacks } from "../../cli/synth";
import type { SynthesizedStack } from "../../stacks/synthesize";

describe("the table of stacks", () => {
  const stack = (name: string, account: string, regions: string[], resources: number): SynthesizedStack => ({
    stack: name,
    account,
    regions,
    resources,
    resourceTypes: {},
    seconds: 0.25,
  });

  it("ends with the sums: stacks, different accounts and regions, resources, and the whole time", () => {
    const text = describeStacks(
      [
        stack("organization", "management", ["eu-west-1"], 8),
        stack("baseline-management", "management", ["eu-west-1", "us-east-1"], 7),
      ],
      1.5,
    );
    expect(text.split("\n")).toEqual([
      "stack                account     regions  resources  seconds",
      "organization         management        1          8     0.25",
      "baseline-management  management        2          7     0.25",
      "2 stacks             1 account         2         15     1.50",
    ]);
  });
});
