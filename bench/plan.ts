// npm run bench:plan: what planning the baseline of one account costs, from few regions to many, and compared with another
// Terraform configuration. Real Terraform, real providers, the local AWS.
//
// Every figure is the median of several runs in which all take turns.
import "../stacks/synthesis-speed";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine, runCommandLine } from "../console/command-line";
import { abortOnInterrupt } from "../console/interrupt";
import { print, printError } from "../console/terminal";
import { planOptions } from "./plan-options";
import type { PlanArguments, PlanOptions } from "./plan-options";
import { planReport } from "./plan-report";
import type { PlanCase } from "./plan-report";
import { measureInTurns } from "./plan-runs";
import { describePlanReport } from "./plan-tables";
import { openWorkshop } from "./plan-workshop";
import type { Workshop } from "./plan-workshop";
import { expectLinux } from "./proc";
import type { Configuration } from "./run-terraform";

interface Arguments extends PlanArguments {
  readonly json?: boolean;
}

async function bench({ json = false, ...rest }: Arguments): Promise<void> {
  const options = planOptions(rest);
  expectLinux();
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-bench-"));
  try {
    const signal = abortOnInterrupt();
    const workshop = await openWorkshop(workFolder, printError, signal);
    try {
      await benchIn(workshop, options, json, signal);
    } finally {
      await workshop.simulator.stop();
    }
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

async function benchIn(workshop: Workshop, options: PlanOptions, json: boolean, signal: AbortSignal): Promise<void> {
  const { simulator, terraform } = workshop;
  const defaults: Configuration[] = [];
  for (const regions of options.regions) {
    defaults.push(await workshop.baseline(regions));
  }
  const mostRegions = Math.max(...options.regions);
  const everything = await workshop.baseline(mostRegions, "everything");
  const { compare } = options;
  const theirs = compare === undefined ? undefined : await workshop.other(compare);
  const configurations = [...defaults, everything, ...(theirs === undefined ? [] : [theirs])];
  const circumstances = { terraform: terraform.version, processors: cpus().length, load: loadavg()[0] ?? 0 };
  const machine = { terraform: terraform.binary, simulator: simulator.pid, signal };
  const measurements = await measureInTurns(configurations, options.runs, machine, printError);
  const caseOf = (configuration: Configuration, regions?: number): PlanCase => ({
    label: configuration.label,
    regions,
    runs: measurements[configurations.indexOf(configuration)] ?? [],
  });
  const report = planReport({
    defaults: defaults.map((configuration, index) => caseOf(configuration, options.regions[index])),
    everything: caseOf(everything, mostRegions),
    theirs: theirs === undefined ? undefined : caseOf(theirs),
  });
  if (json) {
    print(JSON.stringify({ ...circumstances, runs: options.runs, ...report }, undefined, 2));
    return;
  }
  const { load, processors } = circumstances;
  print(`\n${describePlanReport(report)}`);
  print(
    `\nTerraform ${terraform.version}, ${processors} processors, load average ${load.toFixed(1)} before the first run`,
  );
}

const program = commandLine(
  "bench:plan",
  "measure what planning the baseline of one account costs, by the number of regions",
)
  .option("--regions <numbers>", "numbers of regions, 1 to 17", "1,4,17")
  .option("--runs <number>", "how often everything is measured; the median counts", "3")
  .option("--compare <folder>", "another Terraform configuration, planned in the same runs against the same local AWS")
  .option("--json", "print every figure as JSON")
  .addHelpText("after", "\nIt takes minutes.")
  .action((options: Arguments) => bench(options));

void runCommandLine(program);
