import { performance } from "node:perf_hooks";
import type { LandingZone } from "../config/landing-zone";
import { synthesize } from "../stacks/synthesize";
import type { SynthesizedStack } from "../stacks/synthesize";
import { describeRetention, mfaDeleteProcedure } from "./archive";
import { readConfiguration } from "./configuration";
import { describeRecording } from "./recording-costs";
import { table } from "../console/table";
import { print, styled } from "../console/terminal";

export interface SynthOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder that receives the Terraform JSON. */
  readonly output: string;
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
}

/** Writes the Terraform JSON of a landing zone and tells what was written. */
export function synth({ config, output, json = false }: SynthOptions): void {
  const started = performance.now();
  const landingZone = readConfiguration(config);
  const stacks = synthesize(landingZone, output);
  const seconds = (performance.now() - started) / 1000;
  if (json) {
    const { archive, config: settings } = landingZone;
    const told = { output, seconds: Number(seconds.toFixed(3)), stacks, archive, recording: settings.recording };
    print(JSON.stringify(told, undefined, 2));
    return;
  }
  print(describe(stacks, seconds));
  print(`\n${describeRetention(landingZone)}`);
  print(`\n${recordingOf(landingZone)}`);
  const procedure = mfaDeleteProcedure(landingZone);
  if (procedure !== "") {
    print(`\n${procedure}`);
  }
  print(`\nTerraform JSON is in ${styled("bold", output)}. Next: npx cdktf diff <stack>, npx cdktf deploy '*'`);
}

/** What the chosen recording means. */
export function recordingOf({ accounts, config, regions }: LandingZone): string {
  return describeRecording(config.recording, { accounts: accounts.length, regions: regions.length });
}

export function describe(stacks: readonly SynthesizedStack[], totalSeconds: number): string {
  const regions = new Set(stacks.flatMap((stack) => stack.regions));
  const accounts = new Set(stacks.map(({ account }) => account));
  const count = (all: readonly SynthesizedStack[]) => all.reduce((sum, { resources }) => sum + resources, 0);
  const rows = [
    ...stacks.map((row) => ({ ...row, regions: String(row.regions.length) })),
    {
      stack: `${stacks.length} stacks`,
      account: `${accounts.size} accounts`,
      regions: String(regions.size),
      resources: count(stacks),
      seconds: totalSeconds,
    },
  ];
  const text = table(
    [
      { title: "stack", value: ({ stack }) => stack },
      { title: "account", value: ({ account }) => account },
      { title: "regions", value: (row) => row.regions, align: "right" },
      { title: "resources", value: ({ resources }) => String(resources), align: "right" },
      { title: "seconds", value: ({ seconds }) => seconds.toFixed(2), align: "right" },
    ],
    rows,
  ).split("\n");
  const [title = "", ...lines] = text;
  const total = lines.pop() ?? "";
  return [styled("bold", title), ...lines, styled("bold", total)].join("\n");
}
