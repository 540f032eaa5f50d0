import { readConfiguration } from "./configuration";
import { Failure } from "../console/failure";
import { abortOnInterrupt } from "../console/interrupt";
import { PLAN_EXIT, planExitCode } from "./plan/exit-code";
import { makeReport } from "./plan/make-report";
import { describePlan, describeProblems } from "./plan/report";
import { print, printError } from "../console/terminal";

export interface PlanOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder that receives the Terraform JSON. */
  readonly output: string;
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
  /** Plans stacks of which the last completed apply had the same, too. */
  readonly all?: boolean;
  /** Plans as the break-glass role, and only the stacks that may need it. */
  readonly breakGlass?: boolean;
  /** Name of a role that only reads, which Terraform assumes in every account. */
  readonly role?: string;
  /** Takes the lock of each state while it is planned. */
  readonly lock?: boolean;
  /** Folder that receives plans, masked JSON and a manifest. */
  readonly save?: string;
  /** ARN of the KMS key that the saved plans are encrypted under. */
  readonly encryptWith?: string;
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
