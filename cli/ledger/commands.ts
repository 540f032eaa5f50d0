// The commands are loaded when they run, as all are.
import type { Command } from "commander";
import { DEFAULT_OUTPUT } from "../../console/invocation";
import { addCommand } from "../add-command";
import type { LedgerOptions } from "../ledger";
import { ledgerHelp } from "./help";

export function addLedgerCommands(program: Command): void {
  const ledger = addCommand(
    program,
    "ledger",
    "show what is remembered of earlier configurations, or begin to remember",
  )
    .option("--new", "begin the ledger of a landing zone that was never deployed; reads no AWS")
    .option("--from-state", "make the ledger of a landing zone that is deployed and has none, from its states")
    .option("-o, --output <folder>", "folder of the Terraform JSON, beside which local states are", DEFAULT_OUTPUT)
    .option("--json", "print it as JSON")
    .addHelpText("after", ledgerHelp())
    .action(async (options: LedgerOptions) => (await import("../ledger.js")).ledger(options));
  addCommand(ledger, "check", "fail if the ledger lacks entries that an earlier commit has")
    .requiredOption("--base <revision>", "Git revision to compare with, such as origin/main")
    .action(async ({ base }: { base: string }, command: Command) =>
      (await import("../ledger.js")).checkLedger({ base, config: command.optsWithGlobals<LedgerOptions>().config }),
    );
}
