// npm run scan: Checkov and Trivy, as far as they are installed, over the Terraform JSON of the landing zone.
import "../stacks/synthesis-speed";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { DEFAULT_CONFIGURATION, readConfiguration } from "./configuration";
import { EXIT, Failure } from "../console/failure";
import { run } from "../console/run";
import { synthesize } from "../stacks/synthesize";
import { print, printError, styled } from "../console/terminal";
import { covers, EXCEPTIONS_PAGE, readExceptions } from "../scan/exceptions";
import { SCANNED_TYPES, SCANNERS } from "../scan/scanners";
import type { Failed, Scanner } from "../scan/scanners";

const NOT_FOUND = 127;

async function scan({ config }: { config: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-scan-"));
  try {
    synthesize(readConfiguration(config), folder);
    const results = await Promise.all(
      SCANNERS.map(async (scanner) => ({ scanner, found: await findings(scanner, folder) })),
    );
    const ran = results.filter(({ found }) => found !== undefined);
    if (ran.length === 0) {
      const how = SCANNERS.map(({ install, program }) => `${program}: ${install}`).join("\n  ");
      throw new Failure(`neither Checkov nor Trivy is installed; install one of them:\n  ${how}`, EXIT.prerequisite);
    }
    const exceptions = readExceptions();
    const unexplained = ran.flatMap(({ found = [], scanner: { program } }) => {
      const open = found.filter((finding) => !exceptions.some((exception) => covers(exception, finding)));
      print(`${program}: ${found.length} failed checks, ${found.length - open.length} of them in ${EXCEPTIONS_PAGE}`);
      return open;
    });
    if (unexplained.length > 0) {
      const lines = unexplained.map(({ address, id, title }) => `${id}  ${address}  ${title}`);
      throw new Failure(`${styled("red", "Without an exception:", process.stderr)}\n  ${lines.join("\n  ")}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Failed checks on what is scanned for; nothing when the scanner is not installed. */
async function findings({ args, program, read }: Scanner, folder: string): Promise<Failed[] | undefined> {
  const { code, output } = await run(program, args(join(folder, "stacks"), folder));
  if (code === NOT_FOUND) {
    return undefined;
  }
  if (code !== 0) {
    throw new Failure(`${program} ended with exit code ${code}:\n${output}`);
  }
  return read(folder).filter(({ address }) => SCANNED_TYPES.test(address));
}

new Command("scan")
  .description(`scan the Terraform JSON with Checkov and Trivy; what ${EXCEPTIONS_PAGE} explains is no failure`)
  .option("-c, --config <file>", "YAML file that describes the landing zone", DEFAULT_CONFIGURATION)
  .showSuggestionAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.usage))
  .action((options: { config: string }) => scan(options))
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof Failure)) {
      throw error;
    }
    printError(error.message);
    process.exitCode = error.exitCode;
  });
