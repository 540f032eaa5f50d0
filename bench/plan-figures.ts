import type { Measurement } from "./measure-plan";
import { median } from "./median";

/** A measurement, and what it comes to for each resource. */
export interface Figures extends Measurement {
  readonly millisecondsPerResource: number;
  readonly cpuMillisecondsPerResource: number;
  readonly rssMebibytesPerResource: number;
  readonly pssMebibytesPerResource: number;
}

function figuresOf(measurement: Measurement): Figures {
  const { cpuSeconds, pssMebibytes, resources, rssMebibytes, seconds } = measurement;
  return {
    ...measurement,
    millisecondsPerResource: (seconds * 1000) / resources,
    cpuMillisecondsPerResource: (cpuSeconds * 1000) / resources,
    rssMebibytesPerResource: rssMebibytes / resources,
    pssMebibytesPerResource: pssMebibytes / resources,
  };
}

/** The median of every figure over all runs. */
export function medianFigures(runs: readonly Measurement[]): Figures {
  return combined(runs.map(figuresOf), (run, key) => run[key]);
}

/**
 * How many times as much as something else, for every figure: the median of what it is in each run, so that a machine
 * whose speed drifts favours none.
 *
 * @param others the same runs of what is compared with
 */
export function medianRatios(runs: readonly Measurement[], others: readonly Measurement[]): Figures {
  const otherFigures = others.map(figuresOf);
  return combined(runs.map(figuresOf), (run, key, index) => run[key] / (otherFigures[index]?.[key] ?? NaN));
}

function combined(
  runs: readonly Figures[],
  value: (run: Figures, key: keyof Figures, index: number) => number,
): Figures {
  const of = (key: keyof Figures): number => median(runs.map((run, index) => value(run, key, index)));
  return {
    providers: of("providers"),
    providersAtOnce: of("providersAtOnce"),
    resources: of("resources"),
    seconds: of("seconds"),
    cpuSeconds: of("cpuSeconds"),
    simulatorCpuSeconds: of("simulatorCpuSeconds"),
    rssMebibytes: of("rssMebibytes"),
    pssMebibytes: of("pssMebibytes"),
    millisecondsPerResource: of("millisecondsPerResource"),
    cpuMillisecondsPerResource: of("cpuMillisecondsPerResource"),
    rssMebibytesPerResource: of("rssMebibytesPerResource"),
    pssMebibytesPerResource: of("pssMebibytesPerResource"),
  };
}
