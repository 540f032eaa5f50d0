import { told } from "../support";

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
      "3:1 : not in the column of its neighbours | begin everything that belongs to one mapping or list in one column",
    ],
    ["a:\n\tb: 1", "2:1 : a tab is used as indentation | indent with blanks"],
    ["? [a]\n: b", "1:3 : a key must be text | write it in quotes"],
    ['name: "\\q"', "1:8 : not valid YAML: invalid escape sequence \\q"],
  ])("is told in the words of people who do not write parsers: %j", (text, message) => {
    expect(told(text)[0]).toBe(message);
  });
});
