import fc from "fast-check";
import { leafMatches, leafProblems } from "./support";

/** What a wildcard means, tried out: a token is one character, or nothing for any number of characters. */
function naive(tokens: readonly (string | undefined)[], value: string): boolean {
  const [token, ...rest] = tokens;
  if (tokens.length === 0) return value === "";
  if (token !== undefined) return value.startsWith(token) && naive(rest, value.slice(token.length));
  return Array.from({ length: value.length + 1 }, (_, skipped) => value.slice(skipped)).some((end) => naive(rest, end));
}

const character = fc.constantFrom("a", "b", "*", "\\", "é");
const tokens = fc
  .array(fc.option(character, { nil: undefined, freq: 2 }), { maxLength: 8 })
  .map((list) => list.filter((token, index) => token !== undefined || index === 0 || list[index - 1] !== undefined));
const written = (list: readonly (string | undefined)[]) =>
  list.map((token) => (token === undefined ? "*" : token.replace(/[*\\]/, "\\$&"))).join("");

describe("wildcard", () => {
  it.each([
    ["*", "", true],
    ["*", "anything\nat all", true],
    ["", "", true],
    ["", "x", false],
    ["abc", "abc", true],
    ["a*", "a", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["*ab*ab", "ab", false],
    ["dir/*.png", "dir/x.png", true],
    ["a?[b].", "a?[b].", true],
    ["a?", "ab", false],
    ["A*", "ab", false],
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["\\\\*", "\\x", true],
    ["\\**", "*x", true],
    ["*\\*", "x*", true],
    ["*", 5, false],
    ["*", null, false],
  ])("%j of %j: %j", (wildcard, value, expected) => {
    expect(leafMatches({ wildcard }, value)).toBe(expected);
  });

  it.each<[unknown, string]>([
    [5, "wildcard match pattern must be a string"],
    ["**", "Consecutive wildcard characters at pos 1"],
    ["ab**", "Consecutive wildcard characters at pos 3"],
    ["\\*a**", "Consecutive wildcard characters at pos 4"],
    ["a\\", "Invalid escape character at pos 2"],
    ["\\n", "Invalid escape character at pos 1"],
    ["\\\\\\", "Invalid escape character at pos 3"],
  ])("refuses %j", (wildcard, message) => {
    expect(leafProblems({ wildcard })).toEqual([`.wildcard: ${message}`]);
  });

  it("means what trying out every split of the value means", () => {
    fc.assert(
      fc.property(tokens, fc.string({ unit: character, maxLength: 8 }), (list, value) => {
        expect(leafMatches({ wildcard: written(list) }, value)).toBe(naive(list, value));
      }),
      { numRuns: 500 },
    );
  });

  it("holds of every value made by filling it in", () => {
    fc.assert(
      fc.property(tokens, fc.infiniteStream(fc.string({ unit: character, maxLength: 4 })), (list, fillings) => {
        const value = list.map((token) => token ?? String(fillings.next().value)).join("");
        expect(leafMatches({ wildcard: written(list) }, value)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("takes no time that grows with the power of its wildcards", () => {
    const value = "a".repeat(200_000);
    expect(leafMatches({ wildcard: `${"*a".repeat(500)}*b` }, value)).toBe(false);
    expect(leafMatches({ wildcard: `${"*a".repeat(500)}*` }, value)).toBe(true);
  });
});
