import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfiguration } from "./configuration";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { plural } from "../console/plural";
import { Progress } from "../console/progress";
import { run } from "../console/run";
import { print, printError, styled } from "../console/terminal";
import { EXCEPTIONS_PAGE, readExceptions } from "../scan/exceptions";
import type { Exception } from "../scan/exceptions";
import { writeMaterial } from "../scan/material";
import type { Material } from "../scan/material";
import type { Report } from "../scan/report";
import { SCANNERS } from "../scan/scanners";
import type { Scanner } from "../scan/scanners";
import { countedByCheck, idleChecks, verdictOf } from "../scan/verdict";
import type { Verdict } from "../scan/verdict";
import { synthesize } from "../stacks/synthesize";

const NOT_FOUND = 127;

export interface ScanOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Programs that have to be installed. @default - those that are, one at least */
  readonly scanner?: readonly string[];
}

interface Ran {
  readonly scanner: Scanner;
  readonly report: Report;
}

/**
 * Runs scanners over a landing zone, and fails on failed checks without a reason in docs/security-exceptions.md, and where
 * a scanner did not scan all that it was given.
 */
export async function scan({ config, scanner: named }: ScanOptions): Promise<void> {
  const wanted = SCANNERS.filter(({ program }) => named === undefined || named.includes(program));
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-scan-"));
  try {
    synthesize(readConfiguration(config), folder);
    const material = writeMaterial(folder);
    const results = await runAll(wanted, material);
    const ran = results.filter((result): result is Ran => result.report !== undefined);
    const missing = results.filter(({ report }) => report === undefined).map(({ scanner }) => scanner);
    if (missing.length > 0 && (ran.length === 0 || named !== undefined)) {
      throw new Failure(missing.map(notInstalled).join("\n"), EXIT.prerequisite);
    }
    missing.forEach((scanner) => {
      printError(notInstalled(scanner));
    });
    const exceptions = readExceptions();
    const complaints = ran.flatMap((result) => {
      const verdict = verdictOf(result.report, exceptions);
      print(summary(result, verdict, material, exceptions));
      return complaintsOf(result, verdict);
    });
    if (complaints.length > 0) {
      throw new Failure(complaints.join("\n"));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runAll(
  scanners: readonly Scanner[],
  material: Material,
): Promise<{ scanner: Scanner; report?: Report }[]> {
  const progress = new Progress(1, process.stderr);
  progress.start(`run ${scanners.map(({ title }) => title).join(" and ")}`);
  try {
    const results = await Promise.all(
      scanners.map(async (scanner) => ({ scanner, report: await reportOf(scanner, material) })),
    );
    progress.done(`${results.filter(({ report }) => report !== undefined).length} of ${scanners.length} ran`);
    return results;
  } finally {
    progress.stop();
  }
}

/** Nothing when the scanner is not installed. */
async function reportOf({ scan: runScanner, title }: Scanner, material: Material): Promise<Report | undefined> {
  const codes = new Set<number>();
  const report = await runScanner(material, async (program, args) => {
    const { code, output } = await run(program, args);
    codes.add(code);
    if (code !== 0 && code !== NOT_FOUND) {
      throw new Failure(`${title} ended with exit code ${code}:\n${output}`);
    }
  });
  return codes.has(NOT_FOUND) ? undefined : report;
}

function notInstalled({ install, title }: Scanner): string {
  return `${title} is not installed, and its checks were not made. To install it: ${install}`;
}

function summary(
  { report, scanner }: Ran,
  verdict: Verdict,
  material: Material,
  exceptions: readonly Exception[],
): string {
  const { checks, failed, passed, resources, version } = report;
  const { explained, open, outside } = verdict;
  const { plans, templates } = material;
  const given = [
    plural(plans.count, "stack"),
    ...(templates.count > 0 ? [plural(templates.count, "StackSet template")] : []),
  ].join(" and ");
  const heading = [scanner.title, version].filter(Boolean).join(" ");
  const counts = [
    `${plural(passed, "check")} passed, ${failed.length} failed:`,
    `${explained.length} with a reason in ${EXCEPTIONS_PAGE}, ${open.length} without,`,
    `${outside.length} on types out of scope`,
  ];
  const idle = checks.size === 0 ? [] : idleChecks(report, exceptions, material.types);
  return [
    `${heading}: ${resources === undefined ? "" : `${plural(resources, "resource")} of `}${given}`,
    fold(counts.join(" "), "  "),
    ...countedByCheck(outside).map((line) => `  out of scope: ${line}`),
    ...(idle.length === 0
      ? []
      : [fold(`${EXCEPTIONS_PAGE} names checks that this version does not make: ${idle.join(", ")}`, "  ")]),
  ].join("\n");
}

function complaintsOf({ report, scanner }: Ran, { open }: Verdict): string[] {
  const lines = open.map(({ address, id, stack, title }) => `  ${id}  ${stack}  ${address}\n    ${title}`);
  const title = styled("red", `${scanner.title}: failed checks without a reason in ${EXCEPTIONS_PAGE}`, process.stderr);
  return [...report.problems, ...(open.length === 0 ? [] : [title, ...lines])];
}
