// The commands that review changes. They are loaded when they run.
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { DEFAULT_OUTPUT } from "../../console/invocation";
import { addCommand } from "../add-command";
import type { DiffOptions } from "../diff";
import type { ReviewCommandOptions } from "../review";
import { REVIEW_EXIT } from "./exit";
import { diffHelp, reviewHelp } from "./help";

export function addReviewCommand(program: Command): void {
  rendered(
    addCommand(program, "review", "review plans that Terraform wrote as JSON, of this project or any other")
      .argument("<path...>", "files of terraform show -json, or folders with them")
      .option("-o, --output <folder>", "folder of the synthesized stacks, for their constructs", DEFAULT_OUTPUT),
  )
    .addHelpText("after", reviewHelp())
    .action(async (paths: string[], options: ReviewCommandOptions) => {
      (await import("../review.js")).review(paths, options);
    });
}

export function addDiffCommand(program: Command): void {
  rendered(
    addCommand(
      program,
      "diff",
      "review what this tree's file changes against that of a git revision, without AWS",
    ).argument("<base>", "revision to compare with: a branch, tag or commit"),
  )
    .addHelpText("after", diffHelp())
    .action(async (base: string, options: DiffOptions) => {
      (await import("../diff.js")).diff(base, options);
    });
}

/** The options of every command that writes a report. */
function rendered(command: Command): Command {
  return (
    command
      .option("--acknowledged <file>", "dangers that somebody has looked at, with reasons and days")
      .option("--json", "print the report as JSON")
      .option("--markdown <file>", "write it as Markdown, too")
      .option("--budget <characters>", "length of the Markdown, at most", characters, 65_536)
      .option("--html <file>", "write it as one page that loads nothing, too")
      .option("--sarif <file>", "write the dangers as SARIF, too, at lines of the file")
      .option("--outputs <file>", "append counts and flags as NAME=VALUE, as to $GITHUB_OUTPUT")
      // Exit code 3 is a verdict.
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? REVIEW_EXIT.ok : REVIEW_EXIT.usage))
  );
}

const FEWEST = 2000;

function characters(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < FEWEST) {
    throw new InvalidArgumentError(`It is a whole number from ${FEWEST}.`);
  }
  return number;
}
