import { fold } from "../../console/fold";

describe("a folded text", () => {
  it("has lines of at most 80 columns, with what is before each", () => {
    const lines = fold("word ".repeat(60).trim(), "      ", "  1.  ").split("\n");
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines[0]).toMatch(/^ {2}1\. {2}word word/);
    expect(lines[1]).toMatch(/^ {6}word word/);
  });

  it("does not break a long word, and does not begin with an empty line", () => {
    const link = `https://example.com/${"a".repeat(90)}`;
    expect(fold(link, "  ")).toBe(`  ${link}`);
    expect(fold(`see ${link} there`)).toBe(`see\n${link}\nthere`);
  });
});
