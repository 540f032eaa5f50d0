// npm run functions: writes the programs of functions that are made of TypeScript; with --check writes nothing and fails when
// one is stale.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { commandLine, runCommandLine } from "../console/command-line";
import { print, printError } from "../console/terminal";
import { logValidatorProgram } from "./functions/log-validator";

function write({ check = false }: { check?: boolean }): void {
  const programs: Record<string, string> = { "functions/log-validator.js": logValidatorProgram(process.cwd()) };
  const stale = Object.entries(programs).filter(
    ([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text,
  );
  for (const [file, text] of stale) {
    if (check) {
      printError(`${file} is not what its source says: run npm run functions`);
    } else {
      writeFileSync(file, text);
      print(`wrote ${file}`);
    }
  }
  process.exitCode = check && stale.length > 0 ? 1 : 0;
}

void runCommandLine(
  commandLine("functions", "write the programs of functions that are made of TypeScript")
    .option("--check", "write nothing, and fail when one of them is not current")
    .action(write),
);
