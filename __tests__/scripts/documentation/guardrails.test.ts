import { GUARDRAILS } from "../../../config/guardrails";
import type { Guardrail } from "../../../config/guardrails/catalog";
import { LEFT_OPEN_ON } from "../../../config/guardrails/left-open";
import { guardrailsMarkdown } from "../../../scripts/documentation/guardrails";

const markdown = guardrailsMarkdown();
const [all = "", leftOpen = ""] = markdown.split("\n## What is left open\n");
const rows = all
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const [title = [], , ...body] = rows;

describe("the page of the guardrails", () => {
  it("says what is left open, and why", () => {
    for (const row of Object.values(LEFT_OPEN_ON).flat()) {
      for (const name of row.actions) expect(leftOpen).toContain(`\`${row.service}:${name}\``);
      expect(leftOpen).toContain(`${row.reason}: ${row.why}`);
    }
  });

  it("has the same columns in every row", () => {
    expect(title).toEqual(["guardrail", "protects", "statement", "denies", "on", "but to"]);
    expect(body.filter((cells) => cells.length !== title.length)).toEqual([]);
  });

  it.each(Object.entries<Guardrail>(GUARDRAILS))("says once what %s protects", (key, { protects }) => {
    expect(body.filter(([guardrail]) => guardrail === `\`${key}\``).map(([, what]) => what)).toEqual([protects]);
  });

  it("lists a statement that is in both kinds of policies once", () => {
    const listed = body.map(([, , statement = ""]) => statement);
    expect(listed).toContain("SCP, RCP LogObjects");
    expect(listed).toContain("SCP Trail");
    expect(listed).toContain("RCP LogsOutsiders");
    const sids = listed.map((statement) => statement.split(" ").at(-1));
    expect(new Set(sids).size).toBe(sids.length);
  });

  it("shows actions and resources as they are in policies, with what a landing zone fills in", () => {
    const [, , , denies, on] = body.find(([, , statement]) => statement === "SCP Trail") ?? [];
    expect(denies).toBe("all but `cloudtrail:Get*`, `cloudtrail:List*`, `cloudtrail:StartLogging`");
    expect(on).toBe("`arn:aws:cloudtrail:*:*:trail/<name>-organization`");
  });

  it("says who is exempt, in a form that Markdown does not take for HTML", () => {
    const exempt = (sid: string): string | undefined => body.find(([, , statement]) => statement === sid)?.at(-1);
    expect(exempt("SCP, RCP LogObjects")).toBe("&lt;break-glass&gt;");
    expect(exempt("SCP Trail")).toBe("&lt;break-glass&gt;, &lt;deployment&gt;");
    expect(exempt("RCP LogsOutsiders")).toBe("the organization and its services");
    expect(markdown.replace(/`[^`]*`|<!--.*-->/g, "")).not.toMatch(/<\w/);
  });

  it("says that it is written by a program", () => {
    expect(markdown).toMatch(/^<!-- Written by `npm run docs`/);
  });
});
