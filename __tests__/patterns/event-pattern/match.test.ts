import { parseEventPattern } from "../../../patterns/event-pattern";
import { leafMatches, matches } from "./support";

describe("matchesEventPattern", () => {
  it.each([[undefined], [null], [1], ["text"], [[{ a: 1 }]]])("takes %j for no event", (event) => {
    expect(matches({ a: [{ exists: false }] }, event)).toBe(false);
  });

  it("needs every field that the pattern names", () => {
    expect(matches({ a: [1], b: [2] }, { a: 1 })).toBe(false);
  });

  it("ignores fields that the pattern does not name", () => {
    expect(matches({ a: [1] }, { a: 1, b: 2 })).toBe(true);
  });

  it("distinguishes names by case", () => {
    expect(matches({ Source: ["x"] }, { source: "x" })).toBe(false);
  });

  it.each([
    ["1", 1],
    [1, "1"],
    [true, "true"],
    [null, "null"],
    [null, ""],
    ["", null],
    [0, false],
    [0, null],
  ])("does not take %j for %j", (expected, value) => {
    expect(leafMatches(expected, value)).toBe(false);
  });

  it("takes numbers for equal that are written differently", () => {
    const event: unknown = JSON.parse('{ "field": 3.0e2 }');
    expect(matches({ field: [300] }, event)).toBe(true);
  });

  it("compares numbers for equality that are out of the range of numeric", () => {
    expect(leafMatches(123456789012, 123456789012)).toBe(true);
  });

  it("knows no normalization of text", () => {
    expect(leafMatches("\u00e9", "e\u0301")).toBe(false);
  });

  it("does not see inherited fields", () => {
    expect(matches({ toString: [{ exists: true }] }, {})).toBe(false);
    expect(matches({ constructor: { name: ["Object"] } }, {})).toBe(false);
  });

  it("sees a field called __proto__", () => {
    const both: unknown = JSON.parse('{ "__proto__": ["x"] }');
    expect(matches(both, both)).toBe(true);
    expect(matches(both, {})).toBe(false);
  });

  it("finds a pattern that is used again unchanged", () => {
    const pattern = parseEventPattern({ a: [{ wildcard: "*x*" }], $or: [{ b: [1] }, { b: [2] }] });
    const before = JSON.stringify(pattern);
    expect(JSON.stringify(pattern)).toBe(before);
  });
});

describe("dots in names", () => {
  it.each([
    ["in the pattern", { detail: { "state.status": ["running"] } }, { detail: { state: { status: "running" } } }],
    ["in the event", { detail: { state: { status: ["running"] } } }, { detail: { "state.status": "running" } }],
    ["in different places", { "a.b": { c: [1] } }, { a: { "b.c": 1 } }],
    ["at the end", { "a.": [1] }, { a: { "": 1 } }],
  ])("join as nesting does: %s", (_, pattern, event) => {
    expect(matches(pattern, event)).toBe(true);
  });

  it("do not match other characters", () => {
    expect(matches({ "a.b": [1] }, { axb: 1 })).toBe(false);
  });
});

describe("exists", () => {
  it.each([
    ["a string", "x", true],
    ["the empty string", "", true],
    ["null", null, true],
    ["false", false, true],
    ["a list with a scalar", [[1]], true],
    ["an empty list", [], false],
    ["lists without a scalar", [[], [{}]], false],
    ["an object", { x: 1 }, false],
    ["an empty object", {}, false],
  ])("asks whether %s is a leaf", (_, value, isLeaf) => {
    expect(leafMatches({ exists: true }, value)).toBe(isLeaf);
    expect(leafMatches({ exists: false }, value)).toBe(!isLeaf);
  });

  it("takes the absence of what is above for the absence of the field", () => {
    expect(matches({ detail: { state: [{ exists: false }] } }, { detail: "text" })).toBe(true);
    expect(matches({ detail: { state: [{ exists: false }] } }, {})).toBe(true);
  });

  it("may be one of several values", () => {
    const pattern = { a: [{ exists: false }, "x"] };
    expect(matches(pattern, {})).toBe(true);
    expect(matches(pattern, { a: "x" })).toBe(true);
    expect(matches(pattern, { a: "y" })).toBe(false);
  });
});
