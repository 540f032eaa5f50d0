// What README.md and the pages say can be followed: commands, files and stacks that there are, output as it is printed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { App } from "cdktf";
import { describeRetention } from "../cli/archive";
import { describe as describeStacks, recordingOf } from "../cli/synth";
import { loadLandingZone } from "../config/load";
import { defineLandingZone } from "../stacks/landing-zone";
import { synthesize } from "../stacks/synthesize";
import { exampleLandingZone, existingLandingZone } from "./support/landing-zones";

const readme = readFileSync("README.md", "utf8");
const pages = [
  ...readdirSync(".").filter((file) => file.endsWith(".md")),
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
  it("shows lines of what npm run synth prints, in their order; numbers may have changed", () => {
    const outdir = mkdtempSync(join(tmpdir(), "landing-zone-readme-"));
    const landingZone = exampleLandingZone();
    const stacks = describeStacks(synthesize(landingZone, outdir), 0);
    rmSync(outdir, { recursive: true });
    const withoutNumbers = (text: string) => text.replace(/ *\d[\d.,]*/g, " 0").split("\n");
    const printed = withoutNumbers([stacks, describeRetention(landingZone), recordingOf(landingZone)].join("\n\n"));
    const shown = withoutNumbers(/```\n(stack [^`]+)\n```/.exec(readme)?.[1] ?? "");
    const positions = shown.filter((line) => line !== "" && line !== "...").map((line) => printed.indexOf(line));
    expect(positions).not.toEqual([]);
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it("links to every page", () => {
    const all = readdirSync("docs").filter((file) => file.endsWith(".md"));
    expect(all.filter((file) => !linked("README.md").includes(join("docs", file)))).toEqual([]);
  });
});

describe("docs/deployment.md", () => {
  const kinds = [...readFileSync("docs/deployment.md", "utf8").matchAll(/^\| `([^`]+)` +\|/gm)].map(
    ([, stack = ""]) => stack,
  );
  const kindOf = (stack: string): string =>
    kinds.includes(stack) ? stack : stack.replace(/^(access|baseline)-.+/, "$1-<account>").replace(/\d{12}$/, "<id>");
  const examples = readdirSync("examples").filter((file) => file.endsWith(".yaml"));
  const stacks = [
    existingLandingZone("access: { through: [identity-center], identityCenter: { region: eu-west-1 } }"),
    existingLandingZone('config: { aggregation: { externalAccounts: [{ id: "999999999999", role: aggregation }] } }'),
    ...examples.map((file) => loadLandingZone(join("examples", file)).landingZone),
  ].flatMap((landingZone) => defineLandingZone(new App({ outdir: tmpdir() }), landingZone).stacks);

  it("lists every stack that there can be, and no other", () => {
    expect([...new Set(stacks.map(({ node }) => kindOf(node.id)))].sort()).toEqual([...kinds].sort());
  });

  it("lists them in an order in which they can be deployed", () => {
    const tooEarly = stacks.flatMap(({ dependencies, node }) =>
      dependencies
        .filter((dependency) => kinds.indexOf(kindOf(dependency.node.id)) > kinds.indexOf(kindOf(node.id)))
        .map((dependency) => `${node.id} needs ${dependency.node.id}`),
    );
    expect(tooEarly).toEqual([]);
  });
});

describe("pages", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

  it.each(pages)("name commands that there are: %s", (page) => {
    const named = [...readFileSync(page, "utf8").matchAll(/npm run (?:-s )?([a-z]+(?:[:-][a-z]+)*)/g)].map(
      ([, script = ""]) => script,
    );
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it.each(pages)("link to files that there are: %s", (page) => {
    expect(linked(page).filter((file) => !existsSync(file))).toEqual([]);
  });
});
