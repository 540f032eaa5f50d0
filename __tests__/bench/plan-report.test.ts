import type { Measurement } from "../../bench/measure-plan";
import { planReport } from "../../bench/plan-report";
import { describePlanReport } from "../../bench/plan-tables";

const measurement = (resources: number, seconds: number, mebibytes: number): Measurement => ({
  providers: 3,
  providersAtOnce: 1,
  resources,
  seconds,
  cpuSeconds: seconds * 2,
  simulatorCpuSeconds: 1,
  rssMebibytes: mebibytes,
  pssMebibytes: mebibytes / 4,
});
const one = { label: "1 region", regions: 1, runs: [measurement(10, 5, 800)] };
const four = { label: "4 regions", regions: 4, runs: [measurement(40, 10, 2400)] };
const everything = { label: "4 regions, everything on", regions: 4, runs: [measurement(200, 20, 4000)] };
const theirs = { label: "../theirs", runs: [measurement(100, 50, 4000)] };

describe("a report", () => {
  it("shows what a resource costs", () => {
    expect(planReport({ defaults: [one, four], everything }).cases[1]).toMatchObject({
      label: "4 regions",
      regions: 4,
      figures: {
        millisecondsPerResource: 250,
        cpuMillisecondsPerResource: 500,
        rssMebibytesPerResource: 60,
        pssMebibytesPerResource: 15,
      },
    });
  });

  it("shows how the figures grow from the fewest regions", () => {
    const { growth } = planReport({ defaults: [one, four], everything, theirs });
    expect(growth.map(({ label }) => label)).toEqual(["1 region", "4 regions", "4 regions, everything on"]);
    expect(growth[1]?.ratios).toMatchObject({
      resources: 4,
      seconds: 2,
      rssMebibytes: 3,
      millisecondsPerResource: 0.5,
      rssMebibytesPerResource: 0.75,
    });
  });

  it("compares the most regions, as they come and with everything on, with the other configuration", () => {
    const { cases, comparison } = planReport({ defaults: [one, four], everything, theirs });
    expect(cases.map(({ label }) => label)).toEqual(["1 region", "4 regions", "4 regions, everything on", "../theirs"]);
    expect(comparison).toMatchObject([
      { label: "4 regions / ../theirs", ratios: { millisecondsPerResource: 0.5, rssMebibytesPerResource: 1.5 } },
      {
        label: "4 regions, everything on / ../theirs",
        ratios: { millisecondsPerResource: 0.2, rssMebibytesPerResource: 0.5 },
      },
    ]);
  });

  it("has no comparison without another configuration", () => {
    expect(planReport({ defaults: [one, four], everything }).comparison).toEqual([]);
  });

  it("takes the median of each run's ratio, not the ratio of the medians", () => {
    const slower = [1, 2, 30].map((factor) => measurement(10, factor * 5, 800));
    const ofOthers = [1, 20, 10].map((factor) => measurement(10, factor * 5, 800));
    const report = planReport({
      defaults: [
        { label: "1 region", regions: 1, runs: slower },
        { label: "4 regions", regions: 4, runs: ofOthers },
      ],
      everything: { label: "everything", runs: ofOthers },
    });
    expect(report.growth[1]?.ratios.seconds).toBe(1);
    expect(report.cases[1]?.figures.seconds).toBe(50);
  });
});

describe("its tables", () => {
  const text = describePlanReport(planReport({ defaults: [one, four], everything, theirs }));
  const lines = text.split("\n");

  it("show each case with what it took", () => {
    expect(lines.slice(0, 5)).toEqual([
      "plan of                   providers  at once  resources  wall s  CPU s  RSS MiB  PSS MiB",
      "1 region                          3        1         10     5.0   10.0      800      200",
      "4 regions                         3        1         40    10.0   20.0     2400      600",
      "4 regions, everything on          3        1        200    20.0   40.0     4000     1000",
      "../theirs                         3        1        100    50.0  100.0     4000     1000",
    ]);
  });

  it("compare what a resource costs", () => {
    const start = lines.indexOf("Ours / theirs, for each resource:");
    expect(lines.slice(start + 1, start + 4)).toEqual([
      "plan of                               wall ms  CPU ms  RSS MiB  PSS MiB",
      "4 regions / ../theirs                    0.50    0.50     1.50     1.50",
      "4 regions, everything on / ../theirs     0.20    0.20     0.50     0.50",
    ]);
  });

  it("hold growth and no comparison when there is nothing to compare with", () => {
    const alone = describePlanReport(planReport({ defaults: [one, four], everything }));
    expect(alone).toContain("Times 1 region:");
    expect(alone).not.toContain("theirs");
  });
});
