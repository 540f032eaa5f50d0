import "./synthesis-speed";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { App } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { EXIT, Failure } from "../console/failure";
import { defineLandingZone } from "./landing-zone";
import type { LandingZoneStack } from "./landing-zone-stack";

export interface SynthesizedStack {
  readonly stack: string;
  /** Key of the account that the stack is applied in. */
  readonly account: string;
  readonly regions: readonly string[];
  readonly resources: number;
  /** Time spent on rendering and writing this stack. */
  readonly seconds: number;
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
