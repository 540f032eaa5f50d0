import { EventPatternError, parseEventPattern } from "../../../patterns/event-pattern";
import { problemsOf } from "./support";

describe("parseEventPattern", () => {
  it("joins names to paths and keeps $or as choices", () => {
    const pattern = { source: ["aws.iam"], detail: { $or: [{ a: { b: [1] } }, { c: [{ exists: true }] }] } };
    expect(parseEventPattern(pattern)).toEqual({
      fields: [{ path: "source", anyOf: [{ kind: "equals", value: "aws.iam" }] }],
      choices: [
        [
          { fields: [{ path: "detail.a.b", anyOf: [{ kind: "equals", value: 1 }] }], choices: [] },
          { fields: [{ path: "detail.c", anyOf: [{ kind: "exists", exists: true }] }], choices: [] },
        ],
      ],
    });
  });

  it.each<[unknown, string, string]>([
    ["text", "", "Filter is not an object"],
    [[{ a: [1] }], "", "Filter is not an object"],
    [null, "", "Filter is not an object"],
    [undefined, "", "Event pattern is not JSON"],
    [{ a: [1n] }, "", "Event pattern is not JSON"],
    [{}, "", "Empty objects are not allowed"],
    [{ detail: {} }, "detail", "Empty objects are not allowed"],
    [{ source: "aws.iam" }, "source", '"source" must be an object or an array'],
    [{ detail: { count: 5 } }, "detail.count", '"count" must be an object or an array'],
    [{ a: null }, "a", '"a" must be an object or an array'],
    [{ a: undefined }, "a", '"a" must be an object or an array'],
    [{ resources: [] }, "resources", "Empty arrays are not allowed"],
    [{ a: [1, [2]] }, "a[1]", "Match value must be String, number, true, false, or null"],
    [{ a: [undefined] }, "a[0]", "Match value must be String, number, true, false, or null"],
    [{ a: [NaN] }, "a[0]", "Match value must be String, number, true, false, or null"],
    [{ a: [{}] }, "a[0]", "Match expression name not found"],
    [{ a: [{ EXISTS: true }] }, "a[0]", "Unrecognized match type EXISTS"],
    [{ a: [{ toString: "a" }] }, "a[0]", "Unrecognized match type toString"],
    [{ a: [{ exactly: "a" }] }, "a[0]", "Unrecognized match type exactly"],
    [{ a: [{ exists: "true" }] }, "a[0].exists", "exists match pattern must be either true or false."],
    [{ a: [{ prefix: "a", suffix: "b" }] }, "a[0]", "Only one key allowed in match expression"],
    [{ $or: { a: [1] } }, "$or", "It must be an Array followed with $or."],
    [{ $or: [] }, "$or", "There must have at least 2 Objects in $or relationship."],
    [{ $or: [{ a: [1] }] }, "$or", "There must have at least 2 Objects in $or relationship."],
    [{ $or: [{ a: [1] }, "b"] }, "$or[1]", "Only JSON object is allowed in array of $or relationship."],
    [{ $or: [{ a: [1] }, {}] }, "$or[1]", "Empty objects are not allowed"],
    [
      { $or: [{ a: [1] }, { a: { prefix: ["b"] } }] },
      "$or[1].a.prefix",
      "prefix is Ruler reserved fieldName which cannot be used inside $or.",
    ],
    [{ "detail-type": { "a.b": [] } }, 'detail-type["a.b"]', "Empty arrays are not allowed"],
  ])("refuses %j", (pattern, path, message) => {
    expect(problemsOf(pattern)).toEqual([{ path, message }]);
  });

  it("refuses what contains itself", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(problemsOf(circle)).toEqual([{ path: "", message: "Event pattern is not JSON" }]);
  });

  it("takes names of operators for fields outside $or", () => {
    expect(problemsOf({ prefix: ["a"], detail: { numeric: [1] } })).toEqual([]);
  });

  it("reports all problems at once, in the order of the pattern", () => {
    const pattern = {
      source: "aws.iam",
      detail: {
        a: [],
        b: [{ wildcard: "**" }, { anythingBut: "x" }, { prefix: 1, numeric: ["=", "2"] }],
        $or: [{ c: [{ cidr: "10.0.0.0" }] }],
      },
    };
    expect(problemsOf(pattern).map(({ path }) => path)).toEqual([
      "source",
      "detail.a",
      "detail.b[0].wildcard",
      "detail.b[1]",
      "detail.b[2]",
      "detail.b[2].prefix",
      "detail.b[2].numeric[1]",
      "detail.$or",
      "detail.$or[0].c[0].cidr",
    ]);
  });

  it("says them in the message of the error, a line each", () => {
    const error = new EventPatternError([
      { path: "", message: "Filter is not an object" },
      { path: "a", message: "Empty arrays are not allowed" },
    ]);
    expect(error.message).toBe("Filter is not an object\na: Empty arrays are not allowed");
    expect(error.name).toBe("EventPatternError");
  });
});

describe("a path with two conditions", () => {
  const MESSAGE = "Path `detail.a` cannot be allowed multiple times";

  it.each([
    ["by dots", { "detail.a": [1], detail: { a: [2] } }, "detail.a"],
    ["before $or", { detail: { a: [1], $or: [{ a: [2] }, { b: [3] }] } }, "detail.$or[0].a"],
    ["after $or", { detail: { $or: [{ b: [3] }, { a: [2] }], a: [1] } }, "detail.a"],
    [
      "in two $or",
      { $or: [{ "detail.a": [1] }, { c: [1] }], detail: { $or: [{ a: [1] }, { b: [1] }] } },
      "detail.$or[0].a",
    ],
  ])("is refused: %s", (_, pattern, path) => {
    expect(problemsOf(pattern)).toEqual([{ path, message: MESSAGE }]);
  });

  it("is taken in two branches of one $or", () => {
    expect(
      problemsOf({
        $or: [
          { a: [1], b: [1] },
          { a: [2], b: [2] },
        ],
      }),
    ).toEqual([]);
  });
});

describe("limits", () => {
  const withCharacters = (count: number) => ({ a: ["x".repeat(count - '{"a":[""]}'.length)] });

  it("are 2,048 characters unless the account has another quota", () => {
    expect(problemsOf(withCharacters(2048))).toEqual([]);
    expect(problemsOf(withCharacters(2049))).toEqual([
      { path: "", message: "Event pattern has 2049 characters, at most 2048 are allowed" },
    ]);
  });

  it("are never more than 4,096 characters", () => {
    expect(problemsOf(withCharacters(4096), 4096)).toEqual([]);
    expect(problemsOf(withCharacters(4097), 9999)).toEqual([
      { path: "", message: "Event pattern has 4097 characters, at most 4096 are allowed" },
    ]);
  });

  it("count characters, not units of UTF-16", () => {
    expect(problemsOf({ a: ["😀".repeat(2048 - '{"a":[""]}'.length)] })).toEqual([]);
  });

  it("come together with other problems", () => {
    expect(problemsOf({ ...withCharacters(2049), b: [] })).toHaveLength(2);
  });

  it("keep a pattern that is nested very deeply from exhausting the stack", () => {
    const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => ({ a: inner }), [1]);
    expect(problemsOf(deep)).toHaveLength(1);
  });

  it("let a pattern be nested as deeply as its characters allow", () => {
    const deep = Array.from({ length: 680 }).reduce<unknown>((inner) => ({ a: inner }), [1]);
    expect(problemsOf(deep, 4096)).toEqual([]);
  });

  it.each([
    [3, 1000, 0],
    [3, 1001, 1],
  ])("are 1,000 combinations: %d fields, %d", (_, combinations, problems) => {
    const branches = Array.from({ length: combinations }, () => ({ a: [1] }));
    const pattern = { $or: branches };
    // Long, but only as far as characters go: that problem is not the one counted here.
    expect(problemsOf(pattern, 4096).filter(({ message }) => message.includes("combinations"))).toHaveLength(
      JSON.stringify(pattern).length > 4096 ? 0 : problems,
    );
  });
});
