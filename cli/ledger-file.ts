import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { stackSetLayoutOf } from "../config/baseline/stack-sets";
import { formatLedger, ledgerFileOf, readLedger } from "../config/ledger/file";
import { placedIn } from "../config/ledger/schema";
import type { Ledger } from "../config/ledger/schema";
import type { State } from "../config/state/settings";
import { whyUnreadable } from "../config/source/read-text";
import { atOnce } from "../console/at-once";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { DEFAULT_OUTPUT, sameFiles, typed } from "../console/invocation";
import { plural } from "../console/plural";
import type { Forgotten, IgnoredChange, Remembered } from "../stacks/ledger";
import { hasAdvancedSelectors, hasJoinedRecorder, isRecordedIn, regionOf } from "../terraform/state-resource";
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
 * What is wrong with a ledger that was begun anew beside what is deployed, or lost lines: what the states have and it does not, or
 * has in another region, so that Terraform would destroy or lose what the configuration calls otherwise or puts elsewhere. Stacks
 * that it has nothing of are not made, or are of what may be made again.
 *
 * @param output folder of the Terraform JSON, as the user named it
 * @param unchanged stacks that are as they were applied: what the ledger does not know would change them
 * @returns what, and the command that makes it from the states; nothing where nothing is wrong
 */
export async function whatLedgerLacks(
  configuration: string,
  states: States,
  output: string,
  unchanged: ReadonlySet<string> = new Set(),
): Promise<string | undefined> {
  const ledger = readLedger(configuration);
  const known = new Set([ORGANIZATION, ...Object.keys(ledger?.resources ?? {}).map((key) => placedIn(key).stack)]);
  const stacks = (await states.stacks()).filter((stack) => known.has(stack) && !unchanged.has(stack)).sort();
  const all = await atOnce(STATES_AT_ONCE, stacks, async (stack) => ({
    stack,
    lacks: await lacksOf(ledger, states, stack),
  }));
  const lacking = all.filter(({ lacks }) => lacks.length > 0);
  const worst = lacking.find(({ stack }) => stack === ORGANIZATION) ?? lacking[0];
  if (worst === undefined) {
    return undefined;
  }
  const others = lacking.length === 1 ? "" : `, and some of ${plural(lacking.length - 1, "other stack")}`;
  return (
    fold(
      `${ledgerFileOf(configuration)} does not know ${plural(worst.lacks.length, "resource")} in ` +
        `${states.place(worst.stack)}, such as ${String(worst.lacks[0])}${others}: it was begun anew beside what is ` +
        "deployed, or lost lines, and Terraform would destroy or lose what the configuration calls otherwise or puts " +
        "elsewhere. Take the ledger from where it was committed, or remove it and make it from the states:",
    ) + `\n  ${ledgerCommand("--from-state", configuration, output)}`
  );
}

/** The stack whose addresses come from names that people change. */
const ORGANIZATION = "organization";

/** A state may have megabytes, and a bucket takes its time. */
const STATES_AT_ONCE = 8;

/** What the state of a stack has that must not be lost, and the ledger has not, or not so: addresses, with what is otherwise. */
async function lacksOf(ledger: Ledger | undefined, states: States, stack: string): Promise<string[]> {
  const { resources = [] } = await states.read(stack);
  const { homeRegion = "", resources: known = {}, trailSelectors } = ledger ?? {};
  const isSeparate = stackSetLayoutOf({ ledger }) === "separate";
  return resources
    .filter(({ instances = [], mode, module }) => mode === "managed" && module === undefined && instances.length > 0)
    .filter(isRecordedIn)
    .flatMap((resource): string[] => {
      const address = `${resource.type}.${resource.name}`;
      const there = regionOf(resource, homeRegion);
      const entry = known[`${stack}/${address}`];
      if (entry === undefined) return [address];
      if (!entry.in.endsWith(`/${there}`)) return [`${address}, which is in ${there}`];
      if (hasAdvancedSelectors(resource) && trailSelectors === undefined) return [`the event selectors of ${address}`];
      return isSeparate && hasJoinedRecorder(resource) ? [`the recorder in ${address}`] : [];
    });
}

function ledgerCommand(option: "--from-state" | "--new", configuration: string, output = DEFAULT_OUTPUT): string {
  return typed("ledger", [option, sameFiles(configuration, output)].join(" ").trim());
}
