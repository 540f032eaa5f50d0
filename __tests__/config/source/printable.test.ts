import fc from "fast-check";
import { printable, shortened } from "../../../config/source/printable";
import { anyText } from "../support";

describe("printable", () => {
  it.each([
    ["plain text, ü and 日本", "plain text, ü and 日本"],
    ["a\nb\tc\r", "a\\nb\\tc\\r"],
    ["\u001b[31m", "\\u001b[31m"],
    ["\u202e", "\\u202e"],
    ["\ufeff", "\\ufeff"],
    ["\ud800", "\\ud800"],
    ["\u{e0001}", "\\u{e0001}"],
  ])("shows what is invisible: %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("takes one line, whatever the text", () => {
    fc.assert(
      fc.property(anyText(20), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 200 },
    );
  });
});

describe("shortened", () => {
  it("leaves 160 characters as they are", () => {
    expect(shortened("x".repeat(160))).toBe("x".repeat(160));
  });

  it("says how long a longer text is, and does not cut a character in two", () => {
    expect(shortened("😀".repeat(161))).toBe(`${"😀".repeat(160)}... (161 characters)`);
  });
});
