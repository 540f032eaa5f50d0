import { readFileSync } from "node:fs";
import { JOB_FUNCTIONS } from "../../../config/access/keys";
import { accessMarkdown } from "../../../scripts/documentation/access";

const markdown = accessMarkdown();

function plain(text: string): string {
  return text
    .replace(/-{3,}/g, "---")
    .replace(/[ \n]+/g, " ")
    .trim();
}

describe("docs/access.md", () => {
  it("is what config/access and the example say, apart from the width of tables", () => {
    expect(plain(readFileSync("docs/access.md", "utf8"))).toBe(plain(markdown));
  });

  it.each(JOB_FUNCTIONS)("describes %s", (key) => {
    expect(markdown).toContain(`| \`${key}\` | `);
  });

  it("names who is beyond the separation of duties", () => {
    expect(markdown).toMatch(
      /deployment role, by the function `deployer`, and the break-glass role change what guards/,
    );
  });

  it("says in one table who may stop the trail", () => {
    const rows = markdown.split("\n").filter((line) => /^\| `\w+` \|( (\*\*yes\*\*|no|deploys) \|){6}$/.test(line));
    const stopping = rows.filter((line) => line.split("|")[6]?.includes("yes"));
    expect(stopping.map((line) => line.split("`")[1])).toEqual(["breakGlass"]);
  });
});
