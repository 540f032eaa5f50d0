// The command is loaded when it runs, as all are.
import type { Command } from "commander";
import { addCommand } from "../add-command";
import type { DrillOptions } from "../drill";
import type { DrillTamperOptions } from "../drill-tamper";
import { NEEDS_CHECKOUT } from "../needs-checkout";
import { drillHelp } from "./help";
import { tamperHelp } from "./tamper/help";

export function addDrillCommands(program: Command): void {
  const drill = program.command("drill").description(NEEDS_CHECKOUT.drill);
  addCommand(drill, "break-glass", "assume the break-glass role with MFA and follow both ways that report it")
    .option("--account <account>", "account whose role is assumed (default: the log archive)")
    .option("--json", "print the protocol as JSON")
    .option("--verbose", "show everything that cdktf and Terraform print")
    .addHelpText("after", drillHelp())
    .action(async (options: DrillOptions) => (await import("../drill.js")).drill(options));
  addCommand(drill, "tamper", "tamper with logs in every way and follow what the log validator reports of it")
    .option("--json", "print the protocol as JSON")
    .option("--verbose", "show everything that cdktf and Terraform print")
    .addHelpText("after", tamperHelp())
    .action(async (options: DrillTamperOptions) => (await import("../drill-tamper.js")).drillTamperedLogs(options));
}
