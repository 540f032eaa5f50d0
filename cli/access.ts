import { EFFECTS, effectsOf, grantsOf } from "../config/access/effects";
import type { Effect, Grant } from "../config/access/effects";
import { accountsOfFunction } from "../config/access/roles";
import type { Access } from "../config/access/settings";
import type { LandingZone } from "../config/landing-zone";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { table } from "../console/table";
import { print, styled } from "../console/terminal";
import { readConfiguration } from "./configuration";
import { refuseUnknown } from "./refuse-unknown";

export interface AccessOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Names of people; none: all. */
  readonly person?: readonly string[];
  /** Slugs of accounts; none: all. */
  readonly account?: readonly string[];
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

/** What the table of those who watch over recording asks, with titles that 80 columns have room for. */
const WATCHING: readonly (readonly [effect: Effect, title: string])[] = [
  ["see alarms", "alarms"],
  ["see dashboards", "boards"],
  ["try alarms", "try"],
  ["change alarms", "change"],
  ["stop the trail", "stop trail"],
  ["stop AWS Config", "stop Config"],
];

/** Shows who has which role where, and what the policies that are deployed let it do to logs and alarms. */
export function access({ account, config, json = false, person }: AccessOptions): void {
  const landingZone = readConfiguration(config);
  const section = accessIn(landingZone, config);
  const people = section.people.map(({ name }) => name);
  const accounts = landingZone.accounts.map(({ slug }) => slug);
  refuseUnknown("person", people, person ?? [], EXIT.usage);
  refuseUnknown("account", accounts, account ?? [], EXIT.usage);
  const grants = grantsOf(landingZone).filter(
    (grant) => (person ?? people).includes(grant.person) && (account ?? accounts).includes(grant.account),
  );
  print(
    json
      ? JSON.stringify({ file: config, grants, functions: watchers(landingZone, section) }, undefined, 2)
      : [
          ...(person ?? people).map((name) =>
            describePerson(
              name,
              grants.filter((grant) => grant.person === name),
            ),
          ),
          ...describePipelines(section),
          describeWatchers(landingZone, section),
        ].join("\n\n"),
  );
}

/** @throws Failure where the file has no access */
export function accessIn({ access: section }: LandingZone, file: string): Access {
  if (section === undefined) {
    throw new Failure(`${file} has no access: nobody has a role of it. docs/access.md says how to begin`);
  }
  return section;
}

function describePerson(name: string, grants: readonly Grant[]): string {
  const jobs = [...new Set(grants.map(({ job }) => job))];
  return [
    styled("bold", name),
    ...(jobs.length === 0 ? ["  nothing"] : []),
    ...jobs.flatMap((job) => describeJob(grants.filter((grant) => grant.job === job))),
  ].join("\n");
}

/** Accounts of the same effects share a line. */
function describeJob(grants: readonly Grant[]): string[] {
  const [first] = grants;
  if (first === undefined) {
    return [];
  }
  const { group, job, permissionSet, role } = first;
  const texts = [...new Set(grants.map(effectText))];
  return [
    ...(role === undefined
      ? []
      : [
          fold([job, ...(group === undefined ? [] : [`-> group ${group}`]), `-> role ${role}`].join(" "), "    ", "  "),
        ]),
    ...(permissionSet === undefined
      ? []
      : [
          fold(
            `${job} -> group ${permissionSet.group} of Identity Center -> permission set ${permissionSet.name}`,
            "    ",
            "  ",
          ),
        ]),
    ...texts.map((text) => {
      const places = grants.filter((grant) => effectText(grant) === text).map(({ account }) => account);
      return fold(`in ${places.join(", ")}: ${text}`, "      ", "    ");
    }),
  ];
}

function effectText({ effects, ofAccounts }: Grant): string {
  const logs = ofAccounts === undefined ? "" : ` (logs of ${ofAccounts.join(", ")} alone)`;
  return effects.length === 0 ? "neither logs nor alarms" : `${effects.join(", ")}${logs}`;
}

function describePipelines({ ci }: Access): string[] {
  const lines = [ci.github, ci.gitlab].flatMap((trust) =>
    trust === undefined
      ? []
      : (["plan", "apply"] as const).flatMap((what) => [
          `${trust.issuer}, ${what} as ${what === "plan" ? "reviewer" : "deployer"}:`,
          ...subjectsOf(trust[what]).map((subject) => `  ${subject}`),
        ]),
  );
  return lines.length === 0 ? [] : [[styled("bold", "Pipelines"), ...lines.map((line) => `  ${line}`)].join("\n")];
}

function subjectsOf(
  condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>,
): string[] {
  return Object.values(condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, values]) => (key.endsWith(":sub") ? [values].flat() : [])),
  );
}

interface Watcher {
  readonly job: string;
  readonly effects: readonly Effect[];
}

/** Every function, and what it may do anywhere. */
function watchers(landingZone: LandingZone, { functions }: Access): Watcher[] {
  return functions.map((job) => {
    const all = accountsOfFunction(job, landingZone).flatMap((here) => effectsOf(job, here, landingZone));
    return { job: job.key, effects: EFFECTS.filter((effect) => all.includes(effect)) };
  });
}

function describeWatchers(landingZone: LandingZone, section: Access): string {
  const columns = WATCHING.map(([effect, title]) => ({
    title,
    value: ({ effects }: Watcher) => (effects.includes(effect) ? "yes" : effects.includes("deploy") ? "deploys" : "-"),
  }));
  return [
    styled("bold", "Alarms and recording"),
    table([{ title: "function", value: ({ job }: Watcher) => job }, ...columns], watchers(landingZone, section)),
    fold(
      "alarms, boards: may see them; try and change: alarms. deploys: by the deployment role, which the function assumes. Guardrails bind every role besides; `npm run prove` has all layers.",
    ),
  ].join("\n");
}
