import { MOST_LEVELS, tooDeep } from "../../../config/source/nesting";

describe("tooDeep", () => {
  const nested = (levels: number): unknown => (levels === 0 ? "x" : { a: nested(levels - 1) });

  it("finds nothing in what is nested as deeply as is allowed", () => {
    expect(tooDeep(nested(MOST_LEVELS))).toBeUndefined();
  });

  it("finds the first level too many", () => {
    expect(tooDeep(nested(MOST_LEVELS + 2))).toHaveLength(MOST_LEVELS + 1);
  });

  it("finds what contains itself", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(tooDeep(circle)).toHaveLength(MOST_LEVELS + 1);
  });

  it("walks through shared parts once, not as often as they are mentioned", () => {
    let shared: unknown = "x";
    for (let level = 0; level < 40; level += 1) shared = [shared, shared, shared];
    expect(tooDeep(shared)).toBeUndefined();
  });

  it("finds a shared part that is shallow in one place and too deep in another", () => {
    const shared = nested(30);
    const deep = Array.from({ length: 25 }).reduce<unknown>((inner) => [inner], shared);
    expect(tooDeep([shared, deep])).toBeDefined();
  });
});
