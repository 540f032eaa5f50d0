import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isKept } from "../aws/resource-classes";
import { formatLedger, ledgerFileOf, readLedger } from "../config/ledger/file";
import type { Ledger } from "../config/ledger/schema";
import type { State } from "../config/state/settings";
import { whyUnreadable } from "../config/source/read-text";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { DEFAULT_OUTPUT, sameFiles, typed } from "../console/invocation";
import { plural } from "../console/plural";
import type { Forgotten, IgnoredChange, Remembered } from "../stacks/ledger";
import type { States } from "../terraform/states";

/** What `synth` did with the ledger. */
export interface LedgerReport {
  readonly file: string;
  readonly status: "created" | "unchanged" | "updated";
  readonly forgotten: readonly Forgotten[];
  /** What the configuration says is off, and is not, as Terraform has forgotten it before. */
  readonly stillOn: readonly Forgotten[];
  /** Names and addresses that change in the configuration alone. */
  readonly ignored: readonly IgnoredChange[];
}

/**
 * Writes the ledger of a configuration beside it, if anything in it changes.
 *
 * @throws Failure when it cannot be written: the next configuration would not know what this one made
 */
export function writeLedger(configuration: string, { ledger, ...remembered }: Remembered): LedgerReport {
  const { forgotten, ignored, stillOn } = remembered;
  const file = ledgerFileOf(configuration);
  const isThere = existsSync(file);
  if (isThere && isCurrent(configuration, ledger)) {
    return { file, status: "unchanged", forgotten, stillOn, ignored };
  }
  // A symbolic link stays one.
  const target = isThere ? realpathSync(file) : file;
  const draft = `${target}.${process.pid}`;
  try {
    // Whoever reads meanwhile sees the file of before or of after.
    writeFileSync(draft, formatLedger(ledger));
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Failure(
      fold(
        `${file} cannot be written: ${whyUnreadable(error)}. Without it nothing is remembered of what was synthesized, and ` +
          "cdktf refuses to go on: let yourself write it and its folder, and synth again",
      ),
      EXIT.usage,
    );
  }
  return { file, status: isThere ? "updated" : "created", forgotten, stillOn, ignored };
}

/** Whether the ledger beside a configuration is what it should be. */
export function isCurrent(configuration: string, ledger: Ledger): boolean {
  const file = ledgerFileOf(configuration);
  // Git may check it out with the ends of lines of another system.
  return existsSync(file) && readFileSync(file, "utf8").replaceAll("\r\n", "\n") === formatLedger(ledger);
}

/**
 * Refuses to go on with a ledger that another configuration, or none, has left.
 *
 * @throws Failure with the command that writes it
 */
export function expectCurrent(configuration: string, ledger: Ledger): void {
  if (isCurrent(configuration, ledger)) {
    return;
  }
  const file = ledgerFileOf(configuration);
  const what = existsSync(file)
    ? `${file} is not up to date with ${configuration}`
    : `${file} is missing, which remembers what Terraform must not lose`;
  throw new Failure(
    existsSync(file)
      ? `${fold(`${what}. Write it, read its changes and commit it:`)}\n  ${typed("synth", sameFiles(configuration, DEFAULT_OUTPUT))}`
      : `${fold(`${what}. ${COMMITTED}`)}\n${howToBegin(configuration)}`,
  );
}

/**
 * Refuses to begin to remember by itself where the states are in a bucket: synthesis reads no network, so that it cannot see
 * whether something is deployed already.
 *
 * @throws Failure with the commands that begin a ledger
 */
export function expectBegun(configuration: string, { backend }: Pick<State, "backend">): void {
  const file = ledgerFileOf(configuration);
  if (backend === "local" || existsSync(file)) {
    return;
  }
  throw new Failure(
    fold(
      `${file} is missing, which remembers what Terraform must not lose, and the states are in a bucket that this ` +
        `command does not read. ${COMMITTED}`,
    ) + `\n${howToBegin(configuration)}`,
  );
}

const COMMITTED = "If it was ever committed, take it from there. Otherwise begin one and commit it:";

/** The commands that begin a ledger, and which is for whom. */
export function howToBegin(configuration: string): string {
  return [
    "- nothing of this landing zone was ever deployed:",
    `  ${ledgerCommand("--new", configuration)}`,
    "- it is deployed already; this reads its states, and needs credentials for them:",
    `  ${ledgerCommand("--from-state", configuration)}`,
  ].join("\n");
}

/**
 * Refuses to begin to remember where something is deployed already: the states know which accounts have which addresses, and the
 * configuration alone does not.
 *
 * @param output folder of the Terraform JSON, as the user named it
 * @throws Failure with the command that makes the ledger from the states
 */
export async function expectLedgerOfStates(configuration: string, states: States, output: string): Promise<void> {
  const file = ledgerFileOf(configuration);
  if (existsSync(file)) {
    return;
  }
  for (const stack of await states.stacks()) {
    if ((await states.resources(stack)) > 0) {
      throw new Failure(
        fold(
          `${file} is missing, and there are states of this landing zone, such as ${states.place(stack)}. Take the ` +
            "file from where it was committed, or make it from the states:",
        ) + `\n  ${ledgerCommand("--from-state", configuration, output)}`,
      );
    }
  }
}

/**
 * What is wrong with a ledger that was begun anew beside what is deployed, or lost lines: accounts, units and guardrails in the
 * state of the organization that it does not have, so that Terraform would destroy what the configuration calls otherwise.
 *
 * @param output folder of the Terraform JSON, as the user named it
 * @returns what, and the command that makes it from the states; nothing where nothing is wrong
 */
export async function whatLedgerLacks(
  configuration: string,
  states: States,
  output: string,
): Promise<string | undefined> {
  const unknown = await unknownTo(readLedger(configuration)?.resources ?? {}, states);
  return unknown.length === 0
    ? undefined
    : fold(
        `${ledgerFileOf(configuration)} does not know ${plural(unknown.length, "resource")} in ` +
          `${states.place(ORGANIZATION)}, such as ${String(unknown[0])}: it was begun anew beside what is deployed, or lost ` +
          "lines, and Terraform would destroy what the configuration calls otherwise. Take the ledger from where it was " +
          "committed, or remove it and make it from the states:",
      ) + `\n  ${ledgerCommand("--from-state", configuration, output)}`;
}

/** The stack whose addresses come from names that people change. */
const ORGANIZATION = "organization";

/** Accounts, units and whatever else must not be lost in the state of the organization, and the ledger has not. */
async function unknownTo(known: Ledger["resources"], states: States): Promise<string[]> {
  if (!(await states.stacks()).includes(ORGANIZATION)) {
    return [];
  }
  const { resources = [] } = await states.read(ORGANIZATION);
  return resources
    .filter(
      ({ instances = [], mode, module, type }) =>
        mode === "managed" && module === undefined && isKept(type) && instances.length > 0,
    )
    .map(({ name, type }) => `${type}.${name}`)
    .filter((address) => !Object.hasOwn(known, `${ORGANIZATION}/${address}`));
}

function ledgerCommand(option: "--from-state" | "--new", configuration: string, output = DEFAULT_OUTPUT): string {
  return typed("ledger", [option, sameFiles(configuration, output)].join(" ").trim());
}
