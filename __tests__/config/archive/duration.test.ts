import fc from "fast-check";
import { daysOf } from "../../../config/archive/duration";

describe("a duration", () => {
  it.each([
    ["1 day", 1],
    ["90 days", 90],
    ["1 days", 1],
    ["1 year", 366],
    ["2 years", 731],
    ["4 years", 1461],
    ["7 years", 2557],
    ["99999 days", 99_999],
  ])("of %s has %i days", (text, days) => {
    expect(daysOf(text)).toBe(days);
  });

  it.each([
    "",
    "90",
    "days",
    "0 days",
    "-1 days",
    "1.5 years",
    "090 days",
    "100000 days",
    "90  days",
    "90 DAYS",
    "1 month",
  ])("is not %j", (text) => {
    expect(daysOf(text)).toBeUndefined();
  });

  it.each([" 90 days", "90 days ", "90 days\n", "x 90 days"])("is the whole text, unlike %j", (text) => {
    expect(daysOf(text)).toBeUndefined();
  });

  it("in years is never shorter than the calendar's, and at most two days longer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1970, max: 2070 }), (years, first) => {
        const calendar = (Date.UTC(first + years, 0) - Date.UTC(first, 0)) / 86_400_000;
        const days = daysOf(`${years} years`) ?? 0;
        expect(days).toBeGreaterThanOrEqual(calendar);
        expect(days - calendar).toBeLessThanOrEqual(2);
      }),
    );
  });
});
