import { resolve } from "node:path";
import { readConfiguration } from "./configuration";
import { Failure } from "./failure";
import { abortOnInterrupt } from "./interrupt";
import { PLAN_EXIT, planExitCode } from "./plan/exit-code";
import { makeReport } from "./plan/make-report";
import { describePlan, describeProblems } from "./plan/report";
import { print, printError } from "./terminal";

export interface PlanOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder that receives the Terraform JSON. */
  readonly output: string;
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
}

/** Stands below the options in the help. */
export const PLAN_HELP = `
Terraform reads AWS with your credentials, takes no lock and changes nothing. Unless stacks are named, states are looked
for, too, whose stacks are not in the configuration any more.

Exit codes; of several, 1 wins over 3, and 3 over 2:
  0  nothing would change
  1  something failed: a plan, the command line, or something has to be installed first
  2  something would be added or altered, or a stack waits for another to be deployed
  3  something would be destroyed or replaced, or is left behind

Example:
  $ landing-zone plan
  stack           account  to add  to change  to destroy
  alerting        audit         0          1           0
  baseline-audit  audit         1          0           2  DESTROYS 1, REPLACES 1
  2 stacks        1 account     1          1           2

  baseline-audit, eu-central-1
    DESTROYS  aws_config_delivery_channel.recorder-eu-central-1_channel_6D4A07B7
    REPLACES  aws_iam_role.recorder-role, because of name`;

/** Plans every stack, or the named ones, with the real Terraform, and tells what would be lost. */
export async function plan(names: readonly string[], { config, json = false, output }: PlanOptions): Promise<void> {
  const signal = abortOnInterrupt();
  try {
    const landingZone = readConfiguration(config);
    const report = await makeReport({ file: config, landingZone, names, outdir: resolve(output), signal });
    signal.throwIfAborted();
    const exitCode = planExitCode(report);
    if (json) {
      print(JSON.stringify({ file: config, exitCode, ...report }, undefined, 2));
    } else {
      print(describePlan(report));
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
