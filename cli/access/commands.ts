// The commands around access. Each is loaded when it runs.
import type { Command } from "commander";
import { addCommand } from "../add-command";
import type { AccessOptions } from "../access";
import { ACCESS_HELP, REVOKE_HELP } from "./help";
import type { RevokeOptions } from "./revoke";

export function addAccessCommands(program: Command): void {
  const access = program
    .command("access")
    .description("show who can do what to logs and alarms, and end their sessions")
    .addHelpText("after", ACCESS_HELP);

  addCommand(access, "show", "show people with their groups, roles, accounts and what these come to (default)", {
    isDefault: true,
  })
    .option("--person <person...>", "people to show (default: all)")
    .option("--account <account...>", "accounts to show (default: all)")
    .option("--json", "print it as JSON")
    .action(async (options: AccessOptions) => {
      (await import("../access.js")).access(options);
    });

  addCommand(access, "revoke", "end the sessions of people's roles, or of single roles")
    .argument("<person-or-role...>", "names of people or roles, or keys of functions")
    .option("--confirm", "do it; without it is said what would be done")
    .option("--json", "print it as JSON")
    .addHelpText("after", REVOKE_HELP)
    .action(async (whom: string[], options: RevokeOptions) => (await import("./revoke.js")).revoke(whom, options));
}
