import { leafMatches, leafProblems, matches } from "./support";

describe("anything-but", () => {
  it.each([
    ["x", null],
    ["x", 5],
    ["5", 5],
    [5, "5"],
    [5, true],
    [{ prefix: "x" }, 5],
    [{ prefix: "x" }, null],
    [{ suffix: "x" }, "X"],
    [{ wildcard: "*" }, 5],
    [{ wildcard: "" }, "x"],
    [{ "equals-ignore-case": "x" }, null],
  ])("%j holds of %j", (operand, value) => {
    expect(leafMatches({ "anything-but": operand }, value)).toBe(true);
  });

  it.each([
    ["", ""],
    [0, -0],
    [["a", "b"], "b"],
    [{ wildcard: "" }, ""],
    [{ wildcard: "\\*" }, "*"],
    [{ suffix: ["a", "x"] }, "x"],
  ])("%j does not hold of %j", (operand, value) => {
    expect(leafMatches({ "anything-but": operand }, value)).toBe(false);
  });

  it.each(["x", 5, ["x"], { prefix: "x" }, { wildcard: "*" }])(
    "%j does not hold of a field that is missing",
    (operand) => {
      expect(matches({ field: [{ "anything-but": operand }] }, { other: 1 })).toBe(false);
    },
  );

  it.each<[unknown, string[]]>([
    [null, [".anything-but: Value of anything-but must be an array or single string/number value."]],
    [true, [".anything-but: Value of anything-but must be an array or single string/number value."]],
    [
      [],
      [".anything-but: Inside anything but list, either all values are number or string, mixed type is not supported"],
    ],
    [
      ["a", 5],
      [".anything-but: Inside anything but list, either all values are number or string, mixed type is not supported"],
    ],
    [["a", null], [".anything-but[1]: Inside anything but list, start|null|boolean is not supported."]],
    [[{ prefix: "a" }], [".anything-but[0]: Inside anything but list, start|null|boolean is not supported."]],
    [6e9, [".anything-but: Value must be between -5.0E9 and 5.0E9, inclusive"]],
    [[1, 6e9], [".anything-but[1]: Value must be between -5.0E9 and 5.0E9, inclusive"]],
    [{}, [".anything-but: Only one key allowed in match expression"]],
    [{ cidr: "10.0.0.0/8" }, [".anything-but: Unsupported anything-but pattern: cidr"]],
    [{ prefix: "" }, [".anything-but.prefix: Null prefix/suffix not allowed"]],
    [{ suffix: ["a", ""] }, [".anything-but.suffix[1]: Null prefix/suffix not allowed"]],
    [{ prefix: { "equals-ignore-case": "a" } }, [".anything-but.prefix: prefix/suffix match pattern must be a string"]],
    [
      { prefix: [5, null] },
      [
        ".anything-but.prefix[0]: prefix/suffix match pattern must be a string",
        ".anything-but.prefix[1]: prefix/suffix match pattern must be a string",
      ],
    ],
    [
      { "equals-ignore-case": 5 },
      [".anything-but.equals-ignore-case: equals-ignore-case match pattern must be a string"],
    ],
    [{ wildcard: ["a", "**"] }, [".anything-but.wildcard[1]: Consecutive wildcard characters at pos 1"]],
    [{ wildcard: [] }, [".anything-but.wildcard: Empty arrays are not allowed"]],
  ])("refuses %j", (operand, problems) => {
    expect(leafProblems({ "anything-but": operand })).toEqual(problems);
  });
});
