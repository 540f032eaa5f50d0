import fc from "fast-check";
import { covers, overlap, withAnyValue } from "../../aws/iam-patterns";

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });
/** Every text of up to eight letters: what two patterns of four match both, they match within these. */
const TEXTS = Array.from({ length: 9 }, (_, length) =>
  Array.from({ length: 2 ** length }, (__, index) =>
    length === 0 ? "" : index.toString(2).padStart(length, "0").replaceAll("0", "a").replaceAll("1", "b"),
  ),
).flat();
const matching = (one: string): string[] => {
  const expression = new RegExp(`^${one.replaceAll("*", ".*").replaceAll("?", ".")}$`);
  return TEXTS.filter((text) => expression.test(text));
};

describe("patterns of IAM", () => {
  it("overlap where a text matches both", () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const [these, those] = [matching(one), new Set(matching(other))];
        expect(overlap(one, other)).toBe(these.some((text) => those.has(text)));
      }),
    );
  });

  it.each([
    ["s3:Get*", "s3:*Object", true],
    ["s3:Get*", "s3:Put*", false],
    ["ab*", "*cd", true],
    ["a?", "ab", true],
    ["a?", "a", false],
    ["", "*", true],
    ["", "a", false],
  ])("%j and %j: %j", (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
  });

  it("overlap with what they cover", () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        if (covers(one, other)) expect(overlap(one, other)).toBe(true);
      }),
    );
  });

  it("are looked at in lists of characters, however long they are", () => {
    const long = "ab".repeat(5000);
    expect(overlap(`${long}*`, `*${long}`)).toBe(true);
    expect(overlap(`${long}c`, `${long}d`)).toBe(false);
  });

  it("have anything for variables", () => {
    expect(withAnyValue("arn:aws:s3:::logs/${aws:PrincipalAccount}/*")).toBe("arn:aws:s3:::logs/*/*");
  });
});
