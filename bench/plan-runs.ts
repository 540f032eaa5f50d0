import { measurePlan } from "./measure-plan";
import type { Machine, Measurement } from "./measure-plan";
import type { Configuration } from "./run-terraform";

/**
 * Measures all in turns, so that a machine whose speed drifts favours none.
 *
 * @returns for each of them its measurements, one for each run
 */
export async function measureInTurns(
  configurations: readonly Configuration[],
  runs: number,
  machine: Machine,
  onProgress: (message: string) => void,
): Promise<Measurement[][]> {
  const measurements = configurations.map((): Measurement[] => []);
  for (let run = 1; run <= runs; run += 1) {
    for (const [index, configuration] of configurations.entries()) {
      onProgress(`run ${run} of ${runs}: ${configuration.label}`);
      measurements[index]?.push(await measurePlan(configuration, machine));
    }
  }
  return measurements;
}
