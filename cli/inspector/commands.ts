// The commands around Amazon Inspector. Each is loaded when it runs.
import type { Command } from "commander";
import { INSPECTOR_HELP, migrateHelp } from "./help";
import type { MigrateOptions } from "./migrate";

export function addInspectorCommands(program: Command): void {
  const inspector = program
    .command("inspector")
    .description("move from Amazon Inspector Classic to Amazon Inspector")
    .addHelpText("after", INSPECTOR_HELP);

  inspector
    .command("migrate")
    .description("print the equivalent of the assessments in a Terraform state or plan")
    .argument("<file>", "state or plan, as JSON")
    .option("--json", "print the result as JSON")
    .addHelpText("after", migrateHelp())
    .action(async (file: string, options: MigrateOptions) => {
      (await import("./migrate.js")).migrate(file, options);
    });
}
