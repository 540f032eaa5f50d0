import { didYouMean, listed, nearestNumbers } from "../../../config/source/suggest";

describe("didYouMean", () => {
  it.each([
    ["eu-wst-1", ["us-east-1", "eu-west-1"], 'did you mean "eu-west-1"?'],
    ["emial", ["name", "email"], 'did you mean "email"?'],
    ["SECURITY", ["Security"], 'did you mean "Security"?'],
    ["budget", ["name", "organizationalUnits"], undefined],
    ["x", [], undefined],
  ])("%s among %j", (got, candidates, expected) => {
    expect(didYouMean(got, candidates)).toBe(expected);
  });
});

describe("listed", () => {
  it("shows few as they are", () => {
    expect(listed(["b", "a"])).toBe("b, a");
  });

  it("shows the nearest of many", () => {
    const many = Array.from({ length: 20 }, (_, index) => `value-${index}`);
    expect(listed(many, "value-17")).toMatch(/^value-17, .* and 12 more$/);
  });
});

describe("nearestNumbers", () => {
  it.each([
    [366, "the nearest are 365 and 400"],
    [0, "the nearest is 1"],
    [500, "the nearest is 400"],
  ])("%d", (got, expected) => {
    expect(nearestNumbers(got, [400, 1, 365])).toBe(expected);
  });
});
