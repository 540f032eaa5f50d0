#!/usr/bin/env node
// The command that the package installs: what needs no checkout of the repository.
import { commandLine, runCommandLine } from "../console/command-line";
import { EXIT, Failure } from "../console/failure";
import { COMMAND } from "../console/invocation";
import { addCommands } from "./commands";
import { DESCRIPTION } from "./help";
import { NEEDS_CHECKOUT } from "./needs-checkout";

const program = commandLine(COMMAND, DESCRIPTION);
addCommands(program);

for (const [name, description] of Object.entries(NEEDS_CHECKOUT)) {
  program
    .command(name)
    .description(`${description} (in a checkout only)`)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new Failure(
        `${name} needs a checkout of the repository of ${COMMAND}, and this is the installed package: run ` +
          `\`npm run ${name}\` in a checkout`,
        EXIT.prerequisite,
      );
    });
}

void runCommandLine(program);
