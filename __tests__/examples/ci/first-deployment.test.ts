// docs/ci.md: the way from nothing to a green pipeline. Its commands are ones that there are, of stacks that there are, and after
// them the pipeline can plan everything that is left.
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { App } from "cdktf";
import type { LandingZone } from "../../../config/landing-zone";
import { loadLandingZone } from "../../../config/load";
import { defineLandingZone } from "../../../stacks/landing-zone";
import type { LandingZoneStack } from "../../../stacks/landing-zone-stack";
import { EXAMPLE_FILES } from "../../support/examples";
import { callsIn, refusedIn } from "./command-lines";

const PAGE = "docs/ci.md";
const HEADING = "## The first deployment, from nothing\n";
const EXAMPLE = "examples/pipeline.yaml";
const NUMBERS = new Map([
  ["three", 3],
  ["four", 4],
]);

/** The numbered steps, as they are written. */
function stepsIn(page: string): string[] {
  const [, after = ""] = page.split(HEADING);
  const [section = ""] = after.split(/^## /m);
  return section.split(/^(?=\d+\. )/m).slice(1);
}

/** Commands of the blocks of a step. */
const callsOf = (step: string): string[][] =>
  [...step.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, sh = ""]) => callsIn(sh));

const isStack = (word: string) => !word.startsWith("-") && !word.includes("/");
const plansIn = (steps: readonly string[]): string[][] =>
  steps
    .flatMap(callsOf)
    .filter(([command]) => command === "plan")
    .map(([, ...words]) => words.filter(isStack));

const stacksOf = (landingZone: LandingZone) => defineLandingZone(new App({ outdir: tmpdir() }), landingZone).stacks;

/** How often plan and apply take turns, until everything is there, from what is there. */
function turnsOf(stacks: readonly LandingZoneStack[], done: (name: string) => boolean): number {
  const there = new Set(stacks.map(({ node }) => node.id).filter(done));
  let turns = 0;
  for (; there.size < stacks.length; turns += 1) {
    const next = stacks.filter(
      ({ dependencies, node }) =>
        !there.has(node.id) && dependencies.every((dependency) => there.has(dependency.node.id)),
    );
    if (next.length === 0) throw new Error("stacks wait for one another");
    for (const { node } of next) there.add(node.id);
  }
  return turns;
}

const page = readFileSync(PAGE, "utf8");
const steps = stepsIn(page);

/** What is wrong with the steps. */
const PROPERTIES: Readonly<Record<string, (steps: readonly string[]) => string[]>> = {
  "are numbered": (all) => all.flatMap((step, index) => (step.startsWith(`${index + 1}. `) ? [] : [step.slice(0, 20)])),
  "have commands and options that there are": (all) => all.flatMap(refusedIn),
  "begin the ledger before anything is synthesized, and bootstrap before anything is planned": (all) => {
    const calls = all.flatMap(callsOf).map((words) => words.filter((word) => !word.includes("/")).join(" "));
    const firstOf = (call: string) => calls.findIndex((one) => one.startsWith(call));
    const order = ["ledger --new", "synth", "bootstrap --confirm", "plan"].map(firstOf);
    const isInOrder = order.every((at, index) => at >= 0 && at > (order[index - 1] ?? -1));
    return isInOrder ? [] : calls;
  },
  "apply what was planned, after a review": (all) => {
    const calls = all.flatMap(callsOf);
    const folders = calls.filter(([command]) => command === "plan").map((words) => words.at(-1) ?? "");
    return folders.flatMap((folder) => {
      const about = calls
        .filter((words) => words.includes(folder))
        .map((words) => words.filter((word) => word !== folder));
      const [planned, ...others] = about.map(([command = ""]) => command);
      return planned === "plan" && others.join(" ") === "review apply" ? [] : [folder];
    });
  },
};

/** A property, and a change of the steps that it does not bear. */
const MUTATIONS: readonly (readonly [property: string, from: string, to: string])[] = [
  ["are numbered", "4. **What", "5. **What"],
  ["have commands and options that there are", "bootstrap --confirm", "bootstrap --yes"],
  [
    "begin the ledger before anything is synthesized, and bootstrap before anything is planned",
    "npx landing-zone ledger --new\n",
    "",
  ],
  ["apply what was planned, after a review", "apply first/access", "apply first"],
];

describe("the steps of a first deployment", () => {
  it.each(Object.entries(PROPERTIES))("%s", (_what, wrong) => {
    expect(steps.length).toBeGreaterThan(3);
    expect(wrong(steps)).toEqual([]);
  });

  it.each(MUTATIONS)("%s: fails otherwise (%j)", (what, from, to) => {
    const changed = page.replace(from, to);
    expect(changed).not.toBe(page);
    expect(PROPERTIES[what]?.(stepsIn(changed))).not.toEqual([]);
  });

  it("deploy by hand what stands in the way of a pipeline, in the order of dependencies, and no more", () => {
    const { landingZone } = loadLandingZone(EXAMPLE);
    const stacks = stacksOf(landingZone);
    const named = plansIn(steps);
    const there = new Set<string>();
    for (const together of named) {
      for (const name of together) {
        const stack = stacks.find(({ node }) => node.id === name);
        const lacking = stack?.dependencies.map(({ node }) => node.id).filter((id) => !there.has(id));
        expect({ name, lacking }).toEqual({ name, lacking: [] });
      }
      for (const name of together) there.add(name);
    }
    // The role that plans is made by the stacks of access, in every account that has anything.
    const reviewer = landingZone.access?.functions.find(({ key }) => key === "reviewer");
    const planned = stacks.filter(({ node }) => there.has(`access-${accountOf(stacks, node.id)}`));
    expect(planned.map(({ node }) => node.id)).toEqual(stacks.map(({ node }) => node.id));
    expect(stacks.filter(({ accountSlug }) => reviewer?.accounts.includes(accountSlug) !== true)).toEqual([]);
    expect([...there].filter((name) => name !== "organization" && !name.startsWith("access-"))).toEqual([]);
  });

  it("say how often the pipeline plans and applies", () => {
    const said = [...steps.join("").matchAll(/\b(three|four)(?=\s+times|\s+with a key store)/g)].map(
      ([word]) => NUMBERS.get(word) ?? 0,
    );
    const byHand = (name: string) => name === "organization" || /^access-(?!identity-center$)/.test(name);
    const turns = EXAMPLE_FILES.map((file) => turnsOf(stacksOf(loadLandingZone(file).landingZone), byHand));
    expect([...new Set(turns)].sort()).toEqual(said);
    expect(turnsOf(stacksOf(loadLandingZone(EXAMPLE).landingZone), byHand)).toBe(said[0]);
  });
});

function accountOf(stacks: readonly LandingZoneStack[], name: string): string {
  return stacks.find(({ node }) => node.id === name)?.accountSlug ?? "";
}

// What both pages set up are the variables that the pipelines read.
describe.each([
  [
    "examples/ci/github/README.md",
    readdirSync("examples/ci/github/.github/workflows").map((file) => `examples/ci/github/.github/workflows/${file}`),
  ],
  ["examples/ci/gitlab/README.md", ["examples/ci/gitlab/.gitlab-ci.yml"]],
])("%s", (readme, pipelines) => {
  const VARIABLE = /\bLANDING_ZONE_[A-Z_]+/g;
  const namedIn = (files: readonly string[]) =>
    [...new Set(files.flatMap((file) => readFileSync(file, "utf8").match(VARIABLE) ?? []))].sort();

  it("has the variables that are read", () => {
    expect(namedIn([readme])).toEqual(namedIn(pipelines));
  });

  it("has commands that there are", () => {
    expect(refusedIn(readFileSync(readme, "utf8"))).toEqual([]);
  });
});
