// What README.md and the pages say can be followed: commands and files that there are, and numbers as they are printed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describeRetention } from "../cli/archive";
import { describe as describeStacks, recordingOf } from "../cli/synth";
import { synthesize } from "../stacks/synthesize";
import { exampleLandingZone } from "./support/landing-zones";

const readme = readFileSync("README.md", "utf8");
const pages = [
  "README.md",
  "CHANGELOG.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** Files that a page links to, from the root. */
function linked(page: string): string[] {
  const targets = [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)];
  return targets.map(([, target = ""]) => join(dirname(page), target));
}

describe("README.md", () => {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-readme-"));

  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  it("shows what npm run synth prints, but for the seconds", () => {
    const withoutSeconds = (text: string) => text.replace(/\d+\.\d\d$/gm, "0.00");
    const landingZone = exampleLandingZone();
    const stacks = describeStacks(synthesize(landingZone, outdir), 0);
    expect(withoutSeconds(readme)).toContain(
      `\`\`\`\n${withoutSeconds(stacks)}\n\n${describeRetention(landingZone)}\n\n${recordingOf(landingZone)}\n\`\`\`\n`,
    );
  });

  it("tells every stack there can be", () => {
    const optional = ["log-key", "log-replica", "baseline-stack-sets", "external-<id>", "baseline-<account>"];
    for (const stack of [...optional, "organization", "log-archive", "organization-trail", "config-rules"]) {
      expect(readme).toContain(`| \`${stack}\` `);
    }
  });

  it("links to every page", () => {
    const all = readdirSync("docs").filter((file) => file.endsWith(".md"));
    expect(all.filter((file) => !linked("README.md").includes(join("docs", file)))).toEqual([]);
  });
});

describe("pages", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

  it.each(pages)("name commands that there are: %s", (page) => {
    const named = [...readFileSync(page, "utf8").matchAll(/npm run ([a-z]+(?:[:-][a-z]+)*)/g)].map(
      ([, script = ""]) => script,
    );
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it.each(pages)("link to files that there are: %s", (page) => {
    expect(linked(page).filter((file) => !existsSync(file))).toEqual([]);
  });
});
