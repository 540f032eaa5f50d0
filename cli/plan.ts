import { readConfiguration } from "./configuration";
import { Failure } from "../console/failure";
import { abortOnInterrupt } from "../console/interrupt";
import { PLAN_EXIT, planExitCode } from "./plan/exit-code";
import { makeReport } from "./plan/make-report";
import type { MakeReportOptions } from "./plan/make-report";
import { describePlan, describeProblems } from "./plan/report";
import { print, printError } from "../console/terminal";

export interface PlanOptions extends Pick<
  MakeReportOptions,
  "all" | "breakGlass" | "encryptWith" | "lock" | "output" | "role" | "save"
> {
  /** Path of the YAML file. */
  readonly config: string;
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
  /** Counts warnings of the configuration as errors. */
  readonly strict?: boolean;
}

/** Plans every stack, or the named ones, with the real Terraform, and reports what would be lost. */
export async function plan(
  names: readonly string[],
  { config, json = false, output, strict = false, ...options }: PlanOptions,
): Promise<void> {
  const signal = abortOnInterrupt();
  try {
    const landingZone = readConfiguration(config, { strict });
    const report = await makeReport({ ...options, file: config, landingZone, names, output, signal });
    const exitCode = planExitCode(report);
    if (json) {
      print(JSON.stringify({ file: config, exitCode, ...report }, undefined, 2));
    } else {
      print(describePlan(report, config));
      for (const problem of describeProblems(report)) {
        printError(`\n${problem}`);
      }
    }
    process.exitCode = exitCode;
  } catch (error) {
    if (signal.aborted) {
      throw new Failure("\ninterrupted: nothing has been changed", PLAN_EXIT.interrupted);
    }
    // Other exit codes mean something else here.
    throw error instanceof Failure ? new Failure(error.message, PLAN_EXIT.failed) : error;
  }
}
