import { lstatSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { App } from "cdktf";
import { ledgerFileOf, parseLedger, readLedger } from "../config/ledger/file";
import { lostOf } from "../config/ledger/lost";
import { placedIn } from "../config/ledger/schema";
import type { Ledger } from "../config/ledger/schema";
import { parseLandingZone } from "../config/load";
import { ConfigurationError, formatProblems } from "../config/source/problem";
import { readText } from "../config/source/read-text";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { DEFAULT_OUTPUT, sameFiles, typed } from "../console/invocation";
import { plural } from "../console/plural";
import { run } from "../console/run";
import { table } from "../console/table";
import { hasColours, print } from "../console/terminal";
import { defineLandingZone } from "../stacks/landing-zone";
import { ledgerOfStates } from "../terraform/ledger-of-states";
import { statesOf } from "../terraform/states";
import { expectLedgerOfStates, howToBegin, writeLedger } from "./ledger-file";
import { counted, describeLedger, listed } from "./ledger/describe";

export interface LedgerOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Makes the ledger from the states. */
  readonly fromState?: boolean;
  readonly json?: boolean;
  /** Begins the ledger of what was never deployed. */
  readonly new?: boolean;
  /** Folder of the Terraform JSON, as the user named it. */
  readonly output: string;
}

/** Shows the ledger of a configuration, begins it, or makes it from the states. */
export async function ledger(options: LedgerOptions): Promise<void> {
  await reported(async () => {
    if (options.fromState === true && options.new === true) {
      throw new Failure("--new and --from-state exclude each other: something is deployed, or nothing is", EXIT.usage);
    }
    if (options.fromState === true) {
      await fromState(options);
    } else if (options.new === true) {
      await begin(options);
    } else {
      show(options);
    }
  });
}

/**
 * Begins the ledger of a landing zone that was never deployed. States in a bucket are not asked: before the first deployment there
 * may be neither the bucket nor credentials.
 */
async function begin({ config, json = false, output }: LedgerOptions): Promise<void> {
  const file = ledgerFileOf(config);
  if (isThere(file)) {
    throw new Failure(
      fold(`${file} is there already. Where nothing of it was ever deployed, remove it first to begin anew`),
    );
  }
  const { landingZone } = parseLandingZone(readText(config), config);
  if (landingZone.state.backend === "local") {
    await expectLedgerOfStates(config, statesOf(landingZone, resolve(output)), output);
  }
  const report = writeLedger(config, defineLandingZone(new App(), landingZone));
  print(json ? JSON.stringify(report, undefined, 2) : describeLedger(report));
}

/** A symbolic link counts, too, whatever has become of what it leads to. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

async function fromState({ config, json = false, output }: LedgerOptions): Promise<void> {
  const file = ledgerFileOf(config);
  if (isThere(file)) {
    throw new Failure(
      fold(`${file} is there already, and knows more than the states: to make it anew, remove it first`),
    );
  }
  const text = readText(config);
  const { landingZone } = parseLandingZone(text, config);
  const { ledger: first, stacks } = defineLandingZone(new App(), landingZone);
  const accounts = new Map(stacks.map(({ accountSlug, node }) => [node.id, accountSlug]));
  const recorded = await ledgerOfStates(landingZone, statesOf(landingZone, resolve(output)), {
    accountOf: (stack) => accounts.get(stack),
    resources: first.resources,
  });
  const { landingZone: identified } = parseLandingZone(text, config, recorded);
  const report = writeLedger(config, defineLandingZone(new App(), identified));
  print(json ? JSON.stringify(report, undefined, 2) : describeLedger(report));
}

function show({ config, json = false }: LedgerOptions): void {
  const found = readLedger(config);
  if (found === undefined) {
    throw new Failure(
      `${fold(`${ledgerFileOf(config)} is missing. If it was ever committed, take it from there. Otherwise begin one:`)}\n` +
        howToBegin(config),
    );
  }
  print(json ? JSON.stringify(found, undefined, 2) : describeContents(found, stacksMadeFrom(config)));
}

/** Names of the stacks that the configuration makes; nothing where it cannot be read, which other commands report. */
function stacksMadeFrom(config: string): ReadonlySet<string> | undefined {
  try {
    const { landingZone } = parseLandingZone(readText(config), config, readLedger(config));
    return new Set(defineLandingZone(new App(), landingZone).stacks.map(({ node }) => node.id));
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return undefined;
    }
    throw error;
  }
}

/** @param made names of the stacks that the configuration makes, if they are known */
function describeContents(found: Ledger, made: ReadonlySet<string> | undefined): string {
  const entries = Object.entries(found.resources).map(([key, entry]) => ({ ...entry, ...placedIn(key) }));
  const orphaned = entries.filter(
    ({ gone, off, stack }) => gone !== true && off !== true && made?.has(stack) === false,
  );
  const rows = [
    ["accounts", Object.values(found.accounts)],
    ["organizational units", Object.values(found.organizationalUnits)],
    ["resources", entries.filter((entry) => !orphaned.includes(entry))],
  ] as const;
  const counts = rows.map(([what, values]) => {
    const all: readonly { readonly gone?: boolean; readonly off?: boolean }[] = values;
    const gone = all.filter((entry) => entry.gone === true).length;
    const off = all.filter((entry) => entry.off === true && entry.gone !== true).length;
    return { what, there: String(all.length - gone - off), gone: String(gone), off: String(off) };
  });
  const forgotten = entries.filter(({ gone }) => gone === true);
  const sections = [
    ["Forgotten by Terraform, and still in AWS:", listed(forgotten.filter(({ off }) => off !== true))],
    [
      "Switched off after Terraform forgot it, and still on in AWS:",
      listed(forgotten.filter(({ off }) => off === true)),
    ],
    ["In stacks that are not made any more, whose states are kept, and still in AWS:", counted(orphaned)],
  ] as const;
  return [
    table(
      [
        { title: "remembered", value: ({ what }) => what },
        { title: "there", value: ({ there }) => there, align: "right" },
        { title: "forgotten", value: ({ gone }) => gone, align: "right" },
        { title: "switched off", value: ({ off }) => off, align: "right" },
      ],
      counts,
    ),
    ...sections.flatMap(([title, lines]) => (lines.length === 0 ? [] : ["", title, ...lines])),
  ].join("\n");
}

/** Fails when entries of an earlier commit are lacking: whoever removes them lets Terraform destroy what they were for. */
export async function checkLedger({ base, config }: { readonly base: string; readonly config: string }): Promise<void> {
  await reported(async () => {
    const file = ledgerFileOf(config);
    const now = readLedger(config);
    const folder = resolve(dirname(file));
    // What Git warns of on standard error would be read as part of the ledger.
    const git = async (...args: string[]) => run("git", ["-C", folder, "-c", "core.warnAmbiguousRefs=false", ...args]);
    const top = await git("rev-parse", "--show-toplevel");
    if (top.code !== 0) {
      throw new Failure(fold(`${folder} is in no Git repository that can be read: ${top.output.trim()}`));
    }
    const revision = await git("rev-parse", "--verify", "--quiet", `${base}^{commit}`);
    if (revision.code !== 0) {
      throw new Failure(
        fold(`--base: there is no revision "${base}" here; a pipeline may have to fetch it: git fetch origin`),
        EXIT.usage,
      );
    }
    // Below the folder, which symbolic links may lead to.
    const before = await git("show", `${revision.output.trim()}:./${basename(file)}`);
    if (before.code !== 0) {
      print(fold(`${file} is not in ${base}: nothing to compare with.`));
      return;
    }
    const lost = lostOf(parseLedger(before.output, `${base}:${file}`), now);
    if (lost.length > 0) {
      throw new Failure(
        [
          fold(
            `${file} lacks ${plural(lost.length, "line")} of ${base}, so that Terraform would destroy or lose what they are for:`,
          ),
          ...lost.slice(0, MOST_SHOWN).map((entry) => `  ${entry}`),
          ...(lost.length > MOST_SHOWN ? [`  and ${lost.length - MOST_SHOWN} more`] : []),
          fold(`Take their lines from ${base}, and run ${typed("synth", sameFiles(config, DEFAULT_OUTPUT))}.`),
        ].join("\n"),
      );
    }
    print(fold(`${file} has every entry of ${base}.`));
  });
}

const MOST_SHOWN = 20;

/** Problems of the files as commands report them. */
async function reported(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof ConfigurationError
      ? new Failure(formatProblems(error.problems, { colour: hasColours(process.stderr) }))
      : error;
  }
}
