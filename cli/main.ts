// The command in a checkout, with everything it can do there.
import { Option } from "commander";
import { COMMAND } from "../console/invocation";
import { commandLine, runCommandLine } from "../console/command-line";
import { addCommand } from "./add-command";
import { addCommands } from "./commands";
import { addDrillCommands } from "./drill/commands";
import { DESCRIPTION, scanHelp } from "./help";
import type { LocalOptions } from "./local";
import { NEEDS_CHECKOUT } from "./needs-checkout";
import type { ProveOptions } from "./prove";
import type { ScanOptions } from "./scan";

const program = commandLine(COMMAND, DESCRIPTION);
addCommands(program);

addCommand(program, "local", NEEDS_CHECKOUT.local)
  .option("--existing <file>", "JSON of what exists in AWS before, besides what the configuration says exists")
  .option("--keep", "leave the local AWS running and say how to use it")
  .option("--permissions <file>", "write the IAM policies that caller and roles need to deploy this configuration")
  .option("--port <number>", "port of the local AWS on the loopback interface (default: any free port)", Number)
  .option("--verbose", "show everything that cdktf and Terraform print")
  .action(async (options: LocalOptions) => (await import("./local.js")).local(options));

addDrillCommands(program);

addCommand(program, "prove", NEEDS_CHECKOUT.prove)
  .option("--stacks <folder>", "read synthesized stacks from a folder, as they are there")
  .option("--all", "print every question with all who were asked")
  .option("--parts", "take out every action, resource, principal and condition (default: a sample)")
  .option("--json", "print every answer, and every layer's, as JSON")
  .option("--write", "write docs/proof.md")
  .action(async (options: ProveOptions) => (await import("./prove.js")).prove(options));

addCommand(program, "scan", NEEDS_CHECKOUT.scan)
  .addOption(new Option("--scanner <name...>", "which have to be installed").choices(["checkov", "trivy"]))
  .addHelpText("after", scanHelp())
  .action(async (options: ScanOptions) => (await import("./scan.js")).scan(options));

void runCommandLine(program);
