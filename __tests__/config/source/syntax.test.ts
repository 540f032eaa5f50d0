import { readFileSync } from "node:fs";
import { problemsOf, problems } from "../support";

describe("a mistake in the YAML", () => {
  it.each([
    ["regions: [eu-west-1", "1:20 : this list is not closed | add ]"],
    ["accounts: { audit: 1", "1:21 : this mapping is not closed | add }"],
    ['name: "example', '1:15 : this text is not closed | add "'],
    [
      "name: a: b",
      "1:7 : a second colon in one line | write a value that holds a colon and a blank in quotes, or begin a new line",
    ],
    ["name: @example", "1:7 : a value cannot begin with this sign | write the value in quotes"],
    [
      "name example\nhomeRegion: x",
      "1:1 : a key without a colon, or a value in the wrong column | write key: value, with a blank after the colon",
    ],
    [
      "accounts:\n    audit: 1\n  management: 2\n",
      "3:1 : not in the column of what is beside it | begin everything that belongs to one mapping or list in one column",
    ],
    ["a:\n\tb: 1", "2:1 : a tab is used as indentation | indent with blanks"],
    ["? [a]\n: b", "1:3 : a key must be text | write it in quotes"],
    ['name: "\\q"', "1:8 : not valid YAML: invalid escape sequence \\q"],
  ])("is reported in the words of people who do not write parsers: %j", (text, message) => {
    expect(problems(text)[0]).toBe(message);
  });
});

describe("a mistake that makes nonsense of the rest of the file", () => {
  const example = readFileSync("landing-zone.yaml", "utf8");

  it("is reported alone: a blank before the first key", () => {
    const text = example.replace(/^name:/m, " name:");
    const line = text.split("\n").findIndex((content) => content.startsWith("homeRegion:")) + 1;
    expect(problems(text)).toEqual([
      `${line}:1 : not in the column of what is above it | begin everything that belongs to one mapping or list in one column; the first key of the file in column 1`,
    ]);
  });

  it.each([
    ["a tab", "\t", /a tab is used as indentation/],
    ["an open bracket", "x: [\n", /a list or mapping in brackets is not closed before this/],
  ])("is reported alone: %s", (_, added, message) => {
    const text = example.replace(/^ {2}organizationalUnits:/m, `${added}$&`);
    expect(problems(text)).toEqual([expect.stringMatching(message)]);
  });

  it("does not hide mistakes in single values before it", () => {
    const [first, second, ...others] = problems("name: a\nname: b\nregions: [\nx: y\n");
    expect(first).toMatch(/^2:1 : this key is in the same mapping twice/);
    expect(second).toMatch(/^4:/);
    expect(others).toEqual([]);
  });
});

it("is reported where it is, also after texts of several lines", () => {
  const text = ['a: "one', "  two", '  three"', "b: |", "  four", "  five", " c: [", "d: @x", ""].join("\n");
  const places = problemsOf(text).map(({ column, line }) => [line, column]);
  expect(places).toEqual([[7, 1]]);
});
