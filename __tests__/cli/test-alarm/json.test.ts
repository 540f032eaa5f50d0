import { check, json as anyJson, nat, property } from "fast-check";
import { findJsonProblem } from "../../../cli/test-alarm/json";

const where = (text: string): string => {
  const { column, line, message } = findJsonProblem(text);
  return `${line}:${column}: ${message}`;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("the place where a text stops to be JSON", () => {
  it.each([
    ["", "1:1: the text ends, but a value should follow"],
    ["eventName: StopLogging", "1:1: this is not JSON: a value should follow"],
    ['{\n  "a": 1,\n}', "3:1: this is not JSON: a key in double quotes should follow"],
    ['{"a" 1}', "1:6: this is not JSON: a colon should follow"],
    ["{'a': 1}", "1:2: this is not JSON: a key in double quotes or } should follow"],
    ["[1, 2", "1:6: the text ends, but a comma or a closing bracket should follow"],
    ["[1,]", "1:4: this is not JSON: a value should follow"],
    ["[1}", "1:3: this is not JSON: a comma or a closing bracket should follow"],
    ["[", "1:2: the text ends, but a value or ] should follow"],
    ["{}\n{}", "2:1: this is not JSON: the end should follow"],
    ['["a\nb"]', "1:2: this string is not closed in its line, or has a wrong escape"],
    [String.raw`["\x"]`, "1:2: this string is not closed in its line, or has a wrong escape"],
    ["[01]", "1:2: this is not JSON: a value or ] should follow"],
    ["[tru]", "1:2: this is not JSON: a value or ] should follow"],
  ])("of %j is %s", (text, expected) => {
    expect(where(text)).toBe(expected);
  });

  it("is behind everything that is right, however it is nested", () => {
    expect(where(String.raw`{"a": [-1.5e+3, true, {"b": null, "c": []}, "\u00e4\"\\"], "d": {}} x`)).toBe(
      "1:69: this is not JSON: the end should follow",
    );
  });

  it("is found without exhausting the stack", () => {
    expect(where("[".repeat(200_000))).toBe("1:200001: the text ends, but a value or ] should follow");
    expect(where(`["${"a".repeat(5_000_000)}`)).toBe(
      "1:2: this string is not closed in its line, or has a wrong escape",
    );
  });

  it("is where a text was cut off, or in what was cut in two", () => {
    const cutOff = property(anyJson({ maxDepth: 4 }), nat(), (text, at) => {
      const cut = text.slice(0, at % (text.length + 1));
      if (isJson(cut)) return;
      const { column, line } = findJsonProblem(cut);
      const offset = column - 1;
      // Whatever is before the place can be continued, as the whole text shows.
      expect(line).toBe(1);
      expect(text.startsWith(cut.slice(0, offset))).toBe(true);
      expect(offset === cut.length || /^["\w-]/.test(cut.slice(offset))).toBe(true);
    });
    expect(check(cutOff, { numRuns: 500 }).counterexample).toBeNull();
  });
});
