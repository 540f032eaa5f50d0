import type { Measurement } from "./measure-plan";
import { medianFigures, medianRatios } from "./plan-figures";
import type { Figures } from "./plan-figures";

/** What was planned, and its measurements in every run. */
export interface PlanCase {
  readonly label: string;
  /**
   * Regions that the landing zone governs.
   * @default - unknown, of another configuration
   */
  readonly regions?: number;
  readonly runs: readonly Measurement[];
}

export interface ReportedCase extends Omit<PlanCase, "runs"> {
  /** Medians over all runs. */
  readonly figures: Figures;
}

export interface ReportedRatios {
  readonly label: string;
  readonly ratios: Figures;
}

export interface PlanReport {
  readonly cases: readonly ReportedCase[];
  /** Every one of ours, times the one with the fewest regions. */
  readonly growth: readonly ReportedRatios[];
  /** Those of ours with the most regions, times another configuration; empty when there is none. */
  readonly comparison: readonly ReportedRatios[];
}

export interface PlannedCases {
  /** Ours as it comes, from few regions to many, at least one. */
  readonly defaults: readonly PlanCase[];
  /** Ours with everything on, in the most regions. */
  readonly everything: PlanCase;
  /**
   * Another configuration, measured in the same runs.
   * @default - none
   */
  readonly theirs?: PlanCase;
}

export function planReport({ defaults, everything, theirs }: PlannedCases): PlanReport {
  const [fewest, most] = [defaults[0], defaults.at(-1)];
  if (fewest === undefined || most === undefined) {
    throw new Error("nothing was planned");
  }
  const ours = [...defaults, everything];
  const all = theirs === undefined ? ours : [...ours, theirs];
  return {
    cases: all.map(({ label, regions, runs }) => ({ label, regions, figures: medianFigures(runs) })),
    growth: ours.map((each) => ratios(each, fewest, each.label)),
    comparison:
      theirs === undefined
        ? []
        : [most, everything].map((each) => ratios(each, theirs, `${each.label} / ${theirs.label}`)),
  };
}

function ratios({ runs }: PlanCase, other: PlanCase, label: string): ReportedRatios {
  return { label, ratios: medianRatios(runs, other.runs) };
}
