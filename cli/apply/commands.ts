// The command that applies reviewed plans. It is loaded when it runs.
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { DEFAULT_OUTPUT } from "../../console/invocation";
import { addCommand } from "../add-command";
import type { ApplyOptions } from "../apply";
import { folderName, keyArn, roleName } from "../option-values";
import { APPLY_EXIT } from "./exit";
import { applyHelp } from "./help";

export function addApplyCommand(program: Command): void {
  addCommand(program, "apply", "apply the plans that were saved and reviewed, and nothing else")
    .argument("<folder...>", "folders of plan --save")
    .option("-o, --output <folder>", "where to write the Terraform JSON", folderName, DEFAULT_OUTPUT)
    .option("--break-glass", "apply only the stacks that need the break-glass role, by that role")
    .option("--confirm", "do it; without it is said what would be done")
    .option("--encrypted-under <key>", "refuse what is not sealed and encrypted under this KMS key, an ARN", keyArn)
    .option(
      "--planned-by <role>",
      "refuse plans of another role, and plan each again with the one that deploys",
      roleName,
    )
    .option("--lock-timeout <duration>", "how long to wait for a lock that somebody holds", duration, "0s")
    .option("--json", "print what was found and done as JSON")
    // Exit code 2 means that something is left.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? APPLY_EXIT.ok : APPLY_EXIT.usage))
    .addHelpText("after", applyHelp())
    .action(async (folders: string[], options: ApplyOptions) => (await import("../apply.js")).apply(folders, options));
}

/** As Go reads them. */
function duration(text: string): string {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) {
    throw new InvalidArgumentError("It is a number with ms, s, m or h, such as 90s or 1h30m.");
  }
  return text;
}
