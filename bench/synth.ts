// npm run bench:synth: what a synthesis costs, and what it would cost with cdktf as published.
//
// Every figure is of a fresh process, the median of several runs. The variants take turns and the ratio is the median of
// the rounds' ratios, so that a machine whose speed drifts favours none. Seconds are those of building the tree, resolving
// and writing it.
import { execFileSync } from "node:child_process";
import { commandLine, runCommandLine } from "../console/command-line";
import { table } from "../console/table";
import { print, printError } from "../console/terminal";
import { median } from "./median";

interface Measurement {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly resources: number;
  readonly hash: string;
}

const ACCOUNTS = [10, 50, 100];
const REGIONS = 17;
const RUNS = 5;
const OUR_RUNNER = ["scripts/run.mjs"];
const VARIANTS: ReadonlyMap<string, { readonly env?: NodeJS.ProcessEnv; readonly runner?: readonly string[] }> =
  new Map(
    Object.entries({
      "landing-zone": {},
      "with creation stacks": { env: { LANDING_ZONE_CREATION_STACKS: "1" } },
      "plain cdktf": { env: { LANDING_ZONE_PLAIN_CDKTF: "1" } },
      // As a CDKTF project runs TypeScript that is not bundled: source maps make every stack trace costlier still.
      "plain cdktf, by tsx": { env: { LANDING_ZONE_PLAIN_CDKTF: "1" }, runner: ["--import", "tsx"] },
    }),
  );

interface Row extends Measurement {
  readonly accounts: number;
  readonly variant: string;
  /** How many times as long as ours. */
  readonly ratio: number;
}

function bench(): void {
  const rows = ACCOUNTS.flatMap(measureSize);
  print(
    table<Row>(
      [
        { title: "accounts", value: ({ accounts }) => String(accounts), align: "right" },
        { title: "regions", value: () => String(REGIONS), align: "right" },
        { title: "resources", value: ({ resources }) => String(resources), align: "right" },
        { title: "variant", value: ({ variant }) => variant },
        { title: "seconds", value: ({ seconds }) => seconds.toFixed(2), align: "right" },
        { title: "us/resource", value: (row) => ((row.seconds * 1e6) / row.resources).toFixed(0), align: "right" },
        { title: "peak MB", value: ({ peakMegabytes }) => peakMegabytes.toFixed(0), align: "right" },
        { title: "times ours", value: ({ ratio }) => ratio.toFixed(1), align: "right" },
      ],
      rows,
    ),
  );
  const ours = rows.filter(({ variant }) => variant === "landing-zone");
  const [smallest, largest] = [ours[0], ours.at(-1)];
  if (smallest !== undefined && largest !== undefined) {
    const perResource = (row: Row): number => row.seconds / row.resources;
    print(
      `\nTime per resource, ${largest.accounts} accounts against ${smallest.accounts}: ` +
        `${(perResource(largest) / perResource(smallest)).toFixed(2)} (1 or less is linear in resources)`,
    );
  }
}

function measureSize(accounts: number): Row[] {
  const measurements = new Map<string, Measurement[]>();
  for (let run = 0; run < RUNS; run += 1) {
    for (const variant of VARIANTS.keys()) {
      printError(`run ${run + 1} of ${RUNS}: ${accounts} accounts, ${variant}`);
      measurements.set(variant, [...(measurements.get(variant) ?? []), measure(accounts, variant)]);
    }
  }
  const all = [...measurements.values()].flat();
  if (new Set(all.map(({ hash }) => hash)).size !== 1) {
    throw new Error(`the variants wrote different files for ${accounts} accounts`);
  }
  const ours = (measurements.get("landing-zone") ?? []).map(({ seconds }) => seconds);
  return [...measurements].map(([variant, runs]) => {
    const seconds = median(runs.map((run) => run.seconds));
    const ratio = median(runs.map((run, round) => run.seconds / (ours[round] ?? NaN)));
    const peakMegabytes = Math.max(...runs.map((run) => run.peakMegabytes));
    const { hash = "", resources = 0 } = runs[0] ?? {};
    return { accounts, variant, seconds, peakMegabytes, resources, hash, ratio };
  });
}

function measure(accounts: number, variant: string): Measurement {
  const { env, runner = OUR_RUNNER } = VARIANTS.get(variant) ?? {};
  const args = [...runner, "bench/synth-case.ts", String(accounts), String(REGIONS)];
  const output = execFileSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: "utf8" });
  return JSON.parse(output) as Measurement;
}

void runCommandLine(
  commandLine(
    "bench:synth",
    "measure what a synthesis costs, and what it would cost with cdktf as published; takes minutes",
  ).action(bench),
);
