import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { ledgerFileOf, formatLedger } from "../config/ledger/file";
import type { Ledger } from "../config/ledger/schema";
import { whyUnreadable } from "../config/source/read-text";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { DEFAULT_OUTPUT, sameFiles, typed } from "../console/invocation";
import { plural } from "../console/plural";
import type { Forgotten, Remembered } from "../stacks/ledger";
import type { States } from "../terraform/states";

/** What `synth` did with the ledger. */
export interface LedgerReport {
  readonly file: string;
  readonly status: "created" | "unchanged" | "updated";
  readonly forgotten: readonly Forgotten[];
}

/**
 * Writes the ledger of a configuration beside it, if anything in it changes.
 *
 * @throws Failure when it cannot be written: the next configuration would not know what this one made
 */
export function writeLedger(configuration: string, { forgotten, ledger }: Remembered): LedgerReport {
  const file = ledgerFileOf(configuration);
  const isThere = existsSync(file);
  if (isThere && isCurrent(configuration, ledger)) {
    return { file, status: "unchanged", forgotten };
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
  return { file, status: isThere ? "updated" : "created", forgotten };
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
    `${fold(`${what}. Write it, read its changes and commit it:`)}\n  ${typed("synth", sameFiles(configuration, DEFAULT_OUTPUT))}` +
      (existsSync(file)
        ? ""
        : `\nIf this landing zone is deployed already, make it of what is there:\n  ${fromStates(configuration)}`),
  );
}

/**
 * Refuses to begin to remember where something is deployed already: the states know which accounts have which addresses, and the
 * configuration alone does not.
 *
 * @throws Failure with the command that makes the ledger from the states
 */
export async function expectLedgerOfStates(configuration: string, states: States): Promise<void> {
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
        ) + `\n  ${fromStates(configuration)}`,
      );
    }
  }
}

function fromStates(configuration: string): string {
  return typed("ledger", ["--from-state", sameFiles(configuration, DEFAULT_OUTPUT)].join(" ").trim());
}

/** What happened to the ledger, for people. */
export function describeLedger({ file, forgotten, status }: LedgerReport): string {
  const word = { created: "is new", unchanged: "is as it was", updated: "has changed" }[status];
  const lines = [
    fold(`The ledger ${file} ${word}${status === "unchanged" ? "." : ": commit it with the configuration."}`),
  ];
  if (forgotten.length > 0) {
    lines.push(
      fold(
        `${plural(forgotten.length, "resource")} left the configuration. Terraform forgets them, and they stay in AWS:`,
      ),
      ...forgotten.slice(0, MOST_SHOWN).map(({ address, in: place, stack }) => `  ${stack}: ${address} in ${place}`),
      ...(forgotten.length > MOST_SHOWN ? [`  and ${forgotten.length - MOST_SHOWN} more`] : []),
    );
  }
  return lines.join("\n");
}

const MOST_SHOWN = 20;
