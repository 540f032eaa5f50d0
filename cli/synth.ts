import "../stacks/synthesis-speed";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { App } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { defineLandingZone } from "../stacks/landing-zone";
import type { LandingZoneStack } from "../stacks/landing-zone-stack";
import { describeRetention, mfaDeleteProcedure } from "./archive";
import { readConfiguration } from "./configuration";
import { EXIT, Failure } from "../console/failure";
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

export interface SynthesizedStack {
  readonly stack: string;
  /** Key of the account that the stack is applied in. */
  readonly account: string;
  readonly regions: readonly string[];
  readonly resources: number;
  /** Time spent on rendering and writing this stack. */
  readonly seconds: number;
}

/** Writes the Terraform JSON of a landing zone and tells what was written. */
export function synth({ config, output, json = false }: SynthOptions): void {
  const started = performance.now();
  const landingZone = readConfiguration(config);
  const stacks = synthesize(landingZone, output);
  const seconds = (performance.now() - started) / 1000;
  if (json) {
    const { archive, config: settings } = landingZone;
    const told = { output, seconds: rounded(seconds), stacks, archive, recording: settings.recording };
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

/**
 * @param outdir folder that receives the Terraform JSON; made where there is none
 * @throws Failure when it cannot be made
 */
export function synthesize(landingZone: LandingZone, outdir: string): SynthesizedStack[] {
  makeFolder(outdir);
  const app = new App({ outdir });
  const stacks = defineLandingZone(app, landingZone);
  const clocks = stacks.map(startClock);
  app.synth();
  return stacks.map((stack, index) => ({
    stack: stack.node.id,
    account: stack.accountSlug,
    regions: stack.regions,
    resources: countResources(outdir, stack),
    seconds: rounded(clocks[index]?.() ?? 0),
  }));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" || code === "ENOTDIR" ? "a file of that name stands in the way" : message;
    throw new Failure(`the folder ${folder} cannot be made: ${why}`, EXIT.usage);
  }
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

/** Adds up the time that cdktf spends on a stack; answers in seconds. */
function startClock(stack: LandingZoneStack): () => number {
  let milliseconds = 0;
  const timed = <Arguments extends unknown[], Result>(work: (...args: Arguments) => Result) => {
    return (...args: Arguments): Result => {
      const started = performance.now();
      try {
        return work(...args);
      } finally {
        milliseconds += performance.now() - started;
      }
    };
  };
  stack.prepareStack = timed(stack.prepareStack.bind(stack));
  const synthesizer = stack.synthesizer;
  stack.synthesizer = { synthesize: timed(synthesizer.synthesize.bind(synthesizer)) };
  return () => milliseconds / 1000;
}

function countResources(outdir: string, stack: LandingZoneStack): number {
  const file = join(outdir, "stacks", stack.node.id, "cdk.tf.json");
  const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as { resource?: Record<string, object> };
  return Object.values(resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
