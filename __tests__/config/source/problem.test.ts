import { ConfigurationError, formatProblems } from "../../../config/source/problem";
import type { Problem } from "../../../config/source/problem";

const problem = (changes: Partial<Problem> = {}): Problem => ({
  severity: "error",
  file: "landing-zone.yaml",
  line: 12,
  column: 5,
  path: "accounts.audit.email",
  message: "is missing",
  ...changes,
});

describe("formatProblems", () => {
  it("begins each with its place, then says what was got, what is allowed and how to mend it", () => {
    const text = formatProblems([problem({ got: '"a"', allowed: "b, c", fix: 'did you mean "b"?' })], {
      colour: false,
    });
    expect(text).toBe(
      [
        "landing-zone.yaml:12:5  accounts.audit.email: is missing",
        '  got      "a"',
        "  allowed  b, c",
        '  fix      did you mean "b"?',
        "",
        "landing-zone.yaml has 1 problem.",
      ].join("\n"),
    );
  });

  it("folds what is allowed and the fix at 80 columns, and no word", () => {
    const words = Array.from({ length: 40 }, (_, index) => `word-${index}`).join(" ");
    const text = formatProblems([problem({ allowed: words, fix: "x".repeat(100) })], { colour: false });
    const [, ...details] = text.split("\n").slice(0, -2);
    expect(details.filter((line) => line.length > 80)).toEqual([`  fix      ${"x".repeat(100)}`]);
    expect(
      details
        .slice(0, -1)
        .map((line) => line.slice("  allowed  ".length))
        .join(" "),
    ).toBe(words);
  });

  it("folds a long message as well, and keeps the place on its first line", () => {
    const message = Array.from({ length: 30 }, (_, index) => `word-${index}`).join(" ");
    const [text = ""] = formatProblems([problem({ message })], { colour: false }).split("\n\n");
    const [first = "", ...more] = text.split("\n");
    expect(first).toMatch(/^landing-zone\.yaml:12:5 {2}accounts\.audit\.email: word-0 /);
    expect(more.every((line) => line.startsWith("    word-"))).toBe(true);
    expect(text.split("\n").every((line) => line.length <= 80)).toBe(true);
    expect(text.replaceAll("\n   ", "")).toContain(message);
  });

  it("sorts by place and counts", () => {
    const text = formatProblems([problem({ line: 3 }), problem({ line: 2, column: 9 }), problem({ line: 2 })], {
      colour: false,
    });
    expect([...text.matchAll(/:(\d+:\d+) /g)].map(([, place]) => place)).toEqual(["2:5", "2:9", "3:5"]);
    expect(text).toMatch(/landing-zone\.yaml has 3 problems\.$/);
  });

  it("shows the first 50 and counts the rest", () => {
    const problems = Array.from({ length: 2000 }, (_, index) => problem({ line: 2000 - index }));
    const text = formatProblems(problems, { colour: false });
    expect([...text.matchAll(/:(\d+):5 /g)].map(([, line]) => Number(line))).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect(text).toMatch(/has 2,000 problems; the first 50 are shown\.$/);
  });

  it("marks warnings", () => {
    const text = formatProblems([problem({ severity: "warning" })], { colour: false });
    expect(text).toContain("warning: accounts.audit.email: is missing");
    expect(text).toMatch(/has 1 warning\.$/);
  });

  it("says nothing about nothing", () => {
    expect(formatProblems([], { colour: false })).toBe("");
  });

  it("has colours when asked", () => {
    expect(formatProblems([problem()], { colour: true })).toContain("\u001b[1mlanding-zone.yaml:12:5\u001b[22m");
  });
});

describe("ConfigurationError", () => {
  it("has every problem in its message", () => {
    expect(new ConfigurationError([problem(), problem({ path: "name" })]).message).toContain("name: is missing");
  });
});
