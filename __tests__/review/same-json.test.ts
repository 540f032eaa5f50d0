import fc from "fast-check";
import { isSameJson } from "../../review/same-json";

const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("values that are written alike", () => {
  it("are those of which JSON.stringify makes the same text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(isSameJson(parsed(one), parsed(one))).toBe(true);
        expect(isSameJson(parsed(one), parsed(other))).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it.each([
    [[], {}],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [
      [1, [2]],
      [1, [2, 3]],
    ],
    [{ a: undefined }, { b: undefined }],
    [null, {}],
    ["1", 1],
    [JSON.parse('{"__proto__": 1}'), {}],
  ])("are not %j and %j", (one, other) => {
    expect(isSameJson(one, other)).toBe(false);
    expect(isSameJson(other, one)).toBe(false);
  });
});
