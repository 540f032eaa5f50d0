import { parseEventPattern } from "../../../patterns/event-pattern";
import { alternativesOf, countAlternatives } from "../../../patterns/event-pattern/alternatives";
import { problemsOf } from "./support";

const branches = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ [name + String(index)]: [1] }));
const pathsOf = (pattern: unknown) =>
  alternativesOf(parseEventPattern(pattern)).map((conditions) => conditions.map(({ path }) => path).join(" "));

describe("alternativesOf", () => {
  it("is one without $or", () => {
    expect(pathsOf({ a: [1], b: { c: [1] } })).toEqual(["a b.c"]);
  });

  it("multiplies $or in parallel", () => {
    expect(pathsOf({ x: { $or: branches("a", 2) }, y: { $or: branches("b", 2) } })).toEqual([
      "x.a0 y.b0",
      "x.a1 y.b0",
      "x.a0 y.b1",
      "x.a1 y.b1",
    ]);
  });

  it("adds $or within one another", () => {
    expect(pathsOf({ a: [1], $or: [{ b: [1], $or: branches("c", 2) }, { d: [1] }] })).toEqual([
      "a b c0",
      "a b c1",
      "a d",
    ]);
  });
});

describe("countAlternatives", () => {
  it.each([
    [{ a: [1, 2, 3] }, 1],
    [{ $or: branches("a", 3) }, 3],
    [{ x: { $or: branches("a", 3) }, y: { $or: branches("b", 2) } }, 6],
    [{ $or: [{ b: [1], $or: branches("c", 2) }, { d: [1] }] }, 4],
  ])("%j: %d", (pattern, count) => {
    expect(countAlternatives(parseEventPattern(pattern))).toBe(count);
  });

  it("may be 1,000 and no more", () => {
    const three = { x: { $or: branches("a", 10) }, y: { $or: branches("b", 10) } };
    expect(problemsOf({ ...three, z: { $or: branches("c", 10) } })).toEqual([]);
    expect(problemsOf({ ...three, z: { $or: branches("c", 11) } })).toEqual([
      { path: "", message: "Use of $or makes over 1000 rule combinations" },
    ]);
  });

  it("is reported even where multiplying out would never end", () => {
    const pattern = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [String(index), { $or: branches("a", 2) }]),
    );
    expect(problemsOf(pattern, 4096)).toHaveLength(1);
  });
});
