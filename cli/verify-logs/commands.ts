// The command that verifies log files. It is loaded when it runs.
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { addCommand } from "../add-command";
import type { VerifyLogsOptions } from "../verify-logs";
import { VERIFY_EXIT } from "./exit";
import { verifyLogsHelp } from "./help";

export function addVerifyLogsCommand(program: Command): void {
  addCommand(program, "verify-logs", "verify that no log file and no digest of a trail was altered or removed")
    .requiredOption("--from <time>", "beginning of the time that log files were delivered in")
    .option("--to <time>", "its end (default: now)")
    .option("--accounts <account...>", "ids of the accounts to look at (default: all)")
    .option("--regions <region...>", "regions to look at (default: all)")
    .option("--trail-arn <arn>", "verify this trail, without a landing zone")
    .option("--bucket <name>", "its bucket")
    .option("--prefix <prefix>", "prefix of its keys")
    .option("--organization-id <id>", "its organization: o-...")
    .option("--copy <recorded=actual...>", "read a copy: BUCKET[/PREFIX]=BUCKET[/PREFIX]")
    .option("--acknowledged <file>", "findings that somebody knows of, with the reasons")
    .option("--resume <file>", "go on where a run stopped that remembered it in this file")
    .option("--connections <number>", "requests in flight, at most", connections, 64)
    .option("--json", "print the report as JSON")
    .option("--junit <file>", "write the report as JUnit's XML, too")
    .option("--html <file>", "write a map of accounts, regions and days, too")
    // Exit codes 1 and 2 are verdicts.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? VERIFY_EXIT.verified : VERIFY_EXIT.usage))
    .addHelpText("after", verifyLogsHelp())
    .action(async (options: VerifyLogsOptions) => (await import("../verify-logs.js")).verifyLogs(options));
}

function connections(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 512) {
    throw new InvalidArgumentError("It is a whole number from 1 to 512.");
  }
  return number;
}
