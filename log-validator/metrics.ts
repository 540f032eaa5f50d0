/** A metric as CloudWatch takes it. */
export interface MetricDatum {
  readonly MetricName: string;
  readonly Unit: "Count" | "Seconds";
  readonly Value?: number;
  readonly StatisticValues?: {
    readonly SampleCount: number;
    readonly Sum: number;
    readonly Minimum: number;
    readonly Maximum: number;
  };
}

/** What is counted; `Failures` are hours and objects that are newly known to be broken, missing or unprotected. */
export const COUNTS = [
  "ChainsLate",
  "DigestEvents",
  "DigestEventsIgnored",
  "DigestsVerified",
  "Failures",
  "LogsVerified",
  "NotChecked",
  "SweepGroups",
  "Sweeps",
] as const;
export type Count = (typeof COUNTS)[number];

/** What a run counts. There are no dimensions: a metric a chain would cost as much as all of the rest. */
export class RunMetrics {
  private readonly counts = new Map<Count, number>();
  private readonly lags: number[] = [];

  /** Adds to a count. Adding nothing says that there was work, and nothing to count. */
  add(name: Count, count = 0): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  /** How long ago the last hour of a chain ended that is settled, in milliseconds. */
  lag(milliseconds: number): void {
    this.lags.push(Math.max(0, milliseconds / 1000));
  }

  get data(): MetricDatum[] {
    return [
      ...[...this.counts].map(([MetricName, Value]) => ({ MetricName, Value, Unit: "Count" as const })),
      ...(this.lags.length === 0
        ? []
        : [
            {
              MetricName: "LagSeconds",
              Unit: "Seconds" as const,
              StatisticValues: {
                SampleCount: this.lags.length,
                Sum: this.lags.reduce((sum, lag) => sum + lag, 0),
                Minimum: Math.min(...this.lags),
                Maximum: Math.max(...this.lags),
              },
            },
          ]),
    ];
  }
}
