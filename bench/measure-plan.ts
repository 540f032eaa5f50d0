import { performance } from "node:perf_hooks";
import { plannedResources } from "./plan-output";
import { readStat } from "./proc";
import { runTerraform } from "./run-terraform";
import type { Configuration, TerraformProgram } from "./run-terraform";
import { watchUntil } from "./watch-processes";
import type { Observation } from "./watch-processes";

export interface Machine extends TerraformProgram {
  /** Process of the local AWS, which does not count. */
  readonly simulator: number;
}

export interface Measurement extends Observation {
  readonly resources: number;
  /** From the start of Terraform to its end, the answers of the local AWS included. */
  readonly seconds: number;
  /** Processor time, user and system, of Terraform and all its providers. */
  readonly cpuSeconds: number;
  /** Processor time of the local AWS meanwhile. */
  readonly simulatorCpuSeconds: number;
}

/**
 * Plans twice: once watched for its memory, which slows it down, and then undisturbed for its time. So the clock runs for
 * a provider that the system has read before and for a local AWS that has seen every region.
 *
 * @param configuration made ready by `terraform init`
 */
export async function measurePlan(configuration: Configuration, machine: Machine): Promise<Measurement> {
  const watched = plan(configuration, machine);
  const observation = await watchUntil(watched, [machine.simulator]);
  await watched;

  const before = clocks(machine);
  const resources = await plan(configuration, machine);
  const after = clocks(machine);
  return {
    ...observation,
    resources,
    seconds: after.seconds - before.seconds,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    simulatorCpuSeconds: after.simulatorCpuSeconds - before.simulatorCpuSeconds,
  };
}

async function plan(configuration: Configuration, machine: Machine): Promise<number> {
  const args = ["plan", "-json", "-input=false", "-lock=false"];
  return plannedResources(await runTerraform(machine, configuration, args));
}

/**
 * Terraform waits for its providers and this process for Terraform, so that the kernel adds up exactly what they took, to
 * its hundredth of a second. The local AWS is still running and does not get into that sum.
 */
function clocks({ simulator }: Machine): Pick<Measurement, "seconds" | "cpuSeconds" | "simulatorCpuSeconds"> {
  return {
    seconds: performance.now() / 1000,
    cpuSeconds: readStat("self")?.endedChildrenCpuSeconds ?? NaN,
    simulatorCpuSeconds: readStat(simulator)?.cpuSeconds ?? NaN,
  };
}
