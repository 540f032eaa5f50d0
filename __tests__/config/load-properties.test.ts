import fc from "fast-check";
import { anyText, problemsOf, VALID } from "./support";

describe("all problems", () => {
  it("are problems whatever the text: nothing else is ever thrown", () => {
    const lines = fc.array(fc.oneof(fc.constantFrom(...VALID), fc.string()), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          lines.map((all) => all.join("\n")),
        ),
        (text) => {
          expect(() => problemsOf(text)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are problems whatever value is where another should be", () => {
    const value = fc.oneof(
      fc.jsonValue().map((json) => JSON.stringify(json)),
      fc.constantFrom("", "~", "012345678901", "2026-11-23", "yes", "!!binary aGk=", "*x", "&x y", "{", "- a"),
    );
    fc.assert(
      fc.property(fc.nat(VALID.length - 1), value, (index, text) => {
        const lines = VALID.map((line, at) => (at === index ? line.replace(/:.*$/, `: ${text}`) : line));
        expect(() => problemsOf(lines.join("\n"))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it("are problems whatever happens to single characters of a valid file", () => {
    const valid = VALID.join("\n");
    const sign = fc.oneof(fc.constantFrom(...Array.from("&*!|>%@`{}[]:,#?-'\"\t\n ~<")), anyText(2));
    const edit = fc.tuple(fc.nat(valid.length), fc.nat(6), sign);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edits.reduce((all, [at, cut, added]) => all.slice(0, at) + added + all.slice(at + cut), valid);
        expect(() => problemsOf(text)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it("have a place in the file, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...VALID, "x: 1", "  - a", "name: *x"), { maxLength: 10 }), (lines) => {
        for (const { column, line } of problemsOf(lines.join("\n"))) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length + 1);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});
