import { leafMatches, leafProblems } from "./support";

describe("prefix and suffix", () => {
  it.each([
    [{ prefix: "us-" }, "us-east-1", true],
    [{ prefix: "us-" }, "US-east-1", false],
    [{ prefix: "us-" }, "us", false],
    [{ prefix: { "equals-ignore-case": "US-" } }, "us-east-1", true],
    [{ suffix: ".png" }, "a.png", true],
    [{ suffix: ".png" }, "a.PNG", false],
    [{ suffix: { "equals-ignore-case": ".png" } }, "a.PNG", true],
    [{ prefix: "" }, "", true],
    [{ suffix: "" }, "x", true],
    [{ prefix: "" }, 5, false],
    [{ prefix: "" }, null, false],
    [{ prefix: "1" }, 12, false],
  ])("%j of %j: %j", (leaf, value, expected) => {
    expect(leafMatches(leaf, value)).toBe(expected);
  });

  it.each<[unknown, string]>([
    [{ prefix: 5 }, ".prefix: prefix match pattern must be a string"],
    [{ suffix: ["a"] }, ".suffix: suffix match pattern must be a string"],
    [{ prefix: {} }, ".prefix: Only one key allowed in match expression"],
    [{ suffix: { prefix: "a" } }, ".suffix: Unsupported suffix pattern: prefix"],
    [
      { prefix: { "equals-ignore-case": 5 } },
      ".prefix.equals-ignore-case: equals-ignore-case match pattern must be a string",
    ],
  ])("refuses %j", (leaf, problem) => {
    expect(leafProblems(leaf)).toEqual([problem]);
  });
});

describe("equals-ignore-case", () => {
  it.each([
    ["alice", "ALICE", true],
    ["ÄRGER", "ärger", true],
    ["", "", true],
    ["alice", "alice ", false],
    ["5", 5, false],
    ["null", null, false],
  ])("%j of %j: %j", (text, value, expected) => {
    expect(leafMatches({ "equals-ignore-case": text }, value)).toBe(expected);
  });

  it.each([[5], [null], [["a"]]])("refuses %j", (operand) => {
    expect(leafProblems({ "equals-ignore-case": operand })).toEqual([
      ".equals-ignore-case: equals-ignore-case match pattern must be a string",
    ]);
  });
});
