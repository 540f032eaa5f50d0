import { appendFileSync } from "node:fs";
import { Failure } from "../console/failure";
import { abortOnInterrupt } from "../console/interrupt";
import { print, printError } from "../console/terminal";
import { ReviewBuilder } from "../review/build";
import { NO_COUNTS } from "../review/counts";
import { driftOf } from "../review/drift";
import type { StackDrift } from "../review/drift";
import type { PlannedStack } from "../terraform/plan-stacks";
import { readConfiguration } from "./configuration";
import { DRIFT_EXIT } from "./drift/exit";
import { describeDrift, driftOutputs, driftReport, isPending } from "./drift/report";
import type { DriftingStack } from "./drift/report";
import { makeReport } from "./plan/make-report";
import { todayOf } from "./review";
import { checkRendered, writeRendered } from "./review/render";
import type { RenderOptions } from "./review/render";
import { whyUnwritable } from "./written-files";

export interface DriftOptions extends Pick<RenderOptions, "html" | "json" | "markdown" | "outputs"> {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder that receives the Terraform JSON. */
  readonly output: string;
  /** Name of a role that only reads, which Terraform assumes in every account. */
  readonly role?: string;
  /** Folder that receives plans, masked JSON and a manifest. */
  readonly save?: string;
}

const NOTHING: StackDrift = { drifted: [], vanished: [], unmanaged: [], pending: NO_COUNTS };

/** Plans every stack, or the named ones, and reports what somebody changed apart from what is not applied. Changes nothing. */
export async function drift(names: readonly string[], options: DriftOptions): Promise<void> {
  const { config, html, json = false, markdown, output, outputs, role, save } = options;
  const signal = abortOnInterrupt();
  try {
    checkRendered({ ...options });
    const landingZone = readConfiguration(config);
    const found = new Map<string, StackDrift>();
    // Only what the reports need of each plan is kept.
    const review = new ReviewBuilder({ today: todayOf() });
    const { stacks } = await makeReport({
      file: config,
      landingZone,
      names,
      output,
      signal,
      ...(role === undefined ? {} : { role }),
      ...(save === undefined ? {} : { save }),
      all: true,
      withOrphans: false,
      onPlan: ({ json: plan, stack }) => {
        if (plan !== undefined) {
          found.set(stack, driftOf(plan));
          review.add({ stack, plan });
        }
        return Promise.resolve();
      },
    });
    signal.throwIfAborted();
    for (const { account, outcome, stack } of stacks) {
      if (!found.has(stack)) {
        const kind = outcome.kind === "planned" ? "noChanges" : outcome.kind;
        const waitsFor = outcome.kind === "waiting" ? outcome.waitsFor : [];
        review.addUnplanned({ stack, account, outcome: kind, waitsFor });
      }
    }
    const report = driftReport(
      config,
      stacks.map((stack) => driftingStack(stack, found.get(stack.stack) ?? NOTHING)),
    );
    if (html !== undefined || markdown !== undefined) {
      const files = { ...(html === undefined ? {} : { html }), ...(markdown === undefined ? {} : { markdown }) };
      writeRendered(review.finish(), files);
    }
    if (outputs !== undefined) append(outputs, driftOutputs(report));
    if (json) {
      print(JSON.stringify(report, undefined, 2));
    } else {
      print(describeDrift(report));
      for (const { problems = [], stack } of report.stacks) {
        for (const problem of problems) printError(`\n${stack} could not be planned: ${problem}`);
      }
    }
    process.exitCode = report.exitCode;
  } catch (error) {
    if (signal.aborted) {
      throw new Failure("\ninterrupted: nothing has been changed", DRIFT_EXIT.interrupted);
    }
    // Other exit codes mean something else here.
    throw error instanceof Failure ? new Failure(error.message, DRIFT_EXIT.failed) : error;
  }
}

function driftingStack({ account, outcome, stack }: PlannedStack, found: StackDrift): DriftingStack {
  switch (outcome.kind) {
    case "failed":
      return { stack, account, outcome: "failed", ...NOTHING, problems: outcome.problems };
    case "waiting":
      return { stack, account, outcome: "waiting", ...NOTHING, waitsFor: outcome.waitsFor };
    default: {
      const { drifted, pending, vanished } = found;
      const isDrift = drifted.length + vanished.length > 0;
      return { stack, account, outcome: isDrift ? "drift" : isPending(pending) ? "pending" : "none", ...found };
    }
  }
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw new Failure(`--outputs: ${file} cannot be written: ${whyUnwritable(error)}`);
  }
}
