import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfiguration } from "./configuration";
import { EXIT, Failure } from "../console/failure";
import { run } from "../console/run";
import { synthesize } from "../stacks/synthesize";
import { Progress } from "../console/progress";
import { print, styled } from "../console/terminal";
import { covers, EXCEPTIONS_PAGE, readExceptions } from "../scan/exceptions";
import { SCANNED_TYPES, SCANNERS } from "../scan/scanners";
import type { Failed, Scanner } from "../scan/scanners";

const NOT_FOUND = 127;

export interface ScanOptions {
  /** Path of the YAML file. */
  readonly config: string;
}

/** Runs Checkov and Trivy, as far as they are installed, over the Terraform JSON of a landing zone. */
export async function scan({ config }: ScanOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-scan-"));
  const progress = new Progress(1, process.stderr);
  try {
    synthesize(readConfiguration(config), folder);
    progress.start(`run ${SCANNERS.map(({ program }) => program).join(" and ")}`);
    const results = await Promise.all(
      SCANNERS.map(async (scanner) => ({ scanner, found: await findings(scanner, folder) })),
    );
    const ran = results.filter(({ found }) => found !== undefined);
    progress.done(`${ran.length} of ${SCANNERS.length} ran`);
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
