import "./synthesis-speed";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { getSystemErrorMap } from "node:util";
import { App, Manifest } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { EXIT, Failure } from "../console/failure";
import { defineLandingZone } from "./landing-zone";
import type { LandingZoneStack } from "./landing-zone-stack";
import type { Remembered } from "./ledger";

export interface SynthesizedStack {
  readonly stack: string;
  /** Key of the account that the stack is applied in. */
  readonly account: string;
  readonly regions: readonly string[];
  readonly resources: number;
  /** How many of each type of Terraform. */
  readonly resourceTypes: Readonly<Record<string, number>>;
  /** Time spent on rendering and writing this stack. */
  readonly seconds: number;
}

export interface SynthesisOptions {
  /** Called with what is to be remembered, once everything is written. */
  readonly onDefined?: (remembered: Remembered) => void;
  /** Called with the names of the stacks that were removed, if there were any. */
  readonly onRemoved?: (stacks: readonly string[]) => void;
}

const STACK_FILE = "cdk.tf.json";
const MADE_BY_INIT = [".terraform", ".terraform.lock.hcl"];

/**
 * Writes the Terraform JSON of a landing zone. What an earlier synthesis wrote into the folder is written over; a stack
 * that is not made any more is removed, as `cdktf synth` does.
 *
 * @param outdir folder that receives the Terraform JSON; made where there is none
 * @throws Failure when something cannot be written there
 */
export function synthesize(
  landingZone: LandingZone,
  outdir: string,
  { onDefined, onRemoved }: SynthesisOptions = {},
): SynthesizedStack[] {
  return writingTo(outdir, () => {
    makeFolder(resolve(outdir));
    const earlier = earlierStacks(outdir);
    const app = new App({ outdir });
    const definition = defineLandingZone(app, landingZone);
    const { stacks } = definition;
    const clocks = stacks.map(startClock);
    app.synth();
    const gone = earlier.filter((name) => !stacks.some(({ node }) => node.id === name));
    for (const name of gone) {
      removeStack(join(outdir, Manifest.stacksFolder, name));
    }
    if (gone.length > 0) {
      onRemoved?.(gone);
    }
    onDefined?.(definition);
    return stacks.map((stack, index) => {
      const resourceTypes = countResources(outdir, stack);
      return {
        stack: stack.node.id,
        account: stack.accountSlug,
        regions: stack.regions,
        resources: Object.values(resourceTypes).reduce((sum, count) => sum + count, 0),
        resourceTypes,
        seconds: rounded(clocks[index]?.() ?? 0),
      };
    });
  });
}

/** One folder after the other: Node.js tries for ever to make several where the system says that the first is not there. */
function makeFolder(folder: string): void {
  if (!existsSync(dirname(folder))) {
    makeFolder(dirname(folder));
  }
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    mkdirSync(folder);
  }
}

/** @throws Failure instead of the system's error when a file in the folder cannot be created */
function writingTo<Result>(outdir: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code, errno = 0, path = outdir, syscall } = error as NodeJS.ErrnoException;
    const [folder, place] = [resolve(outdir), resolve(path)];
    if (syscall === undefined || !(place.startsWith(folder) || folder.startsWith(place))) {
      throw error;
    }
    const why =
      code === "EEXIST" || code === "ENOTDIR"
        ? "a file is in the way of a folder"
        : code === "EISDIR"
          ? "a folder of that name is in the way"
          : (getSystemErrorMap().get(errno)?.[1] ?? code);
    throw new Failure(`${path} cannot be written: ${why}`, EXIT.usage);
  }
}

/** Stacks that the manifest of an earlier synthesis lists and whose Terraform JSON is still there. */
function earlierStacks(outdir: string): string[] {
  const file = join(outdir, Manifest.fileName);
  const { stacks = {} } = statSync(file, { throwIfNoEntry: false })?.isFile()
    ? manifestOf(readFileSync(file, "utf8"))
    : {};
  return Object.keys(stacks).filter((name) => existsSync(join(outdir, Manifest.stacksFolder, name, STACK_FILE)));
}

function manifestOf(text: string): { readonly stacks?: object } {
  try {
    const { stacks } = Object(JSON.parse(text)) as { stacks?: unknown };
    return typeof stacks === "object" && stacks !== null ? { stacks } : {};
  } catch {
    // Another program's, or cut off: it will be written over.
    return {};
  }
}

/** Removes what synthesis wrote, and the folder if nothing is left there but what `terraform init` makes again. */
function removeStack(folder: string): void {
  rmSync(join(folder, STACK_FILE));
  if (readdirSync(folder).every((name) => MADE_BY_INIT.includes(name))) {
    rmSync(folder, { recursive: true });
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

function countResources(outdir: string, stack: LandingZoneStack): Record<string, number> {
  const file = join(outdir, Manifest.stacksFolder, stack.node.id, STACK_FILE);
  const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as {
    resource?: Record<string, Record<string, { readonly count?: number }>>;
  };
  const counts = Object.entries(resource).map(([type, named]): [string, number] => [
    type,
    // What is only kept from being destroyed is not made.
    Object.values(named).filter(({ count }) => count !== 0).length,
  ]);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
