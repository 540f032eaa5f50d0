import { availableParallelism } from "node:os";
import { availableMemory } from "./available-memory";
import { plural } from "../console/plural";

export interface Machine {
  /** The largest number of regions that a stack uses. */
  readonly regions: number;
  /** Memory that is free. */
  readonly availableBytes: number;
  readonly processors: number;
}

export interface Parallelism {
  readonly stacksAtOnce: number;
  /** For people: `2 stacks at once: 6 GB free`. */
  readonly description: string;
}

/** Terraform's tool around it and several providers a stack: more at once than this only makes them wait. */
const MOST_STACKS_AT_ONCE = 4;

/** What Terraform and hashicorp/aws 5.100.0 take for a stack, which runs a provider process for each of its regions. */
const BYTES_OF_A_STACK = 0.5e9;
const BYTES_OF_A_REGION = 0.1e9;

/** How many stacks may run at once without running out of memory: at least one, at most four. */
export function stacksAtOnce({ availableBytes, processors, regions }: Machine): number {
  const thatFit = Math.floor(availableBytes / (BYTES_OF_A_STACK + regions * BYTES_OF_A_REGION));
  return Math.max(1, Math.min(thatFit, processors, MOST_STACKS_AT_ONCE));
}

/** How many of some stacks this machine can run at once, now. */
export function parallelismOf(stacks: readonly { readonly regions: readonly string[] }[]): Parallelism {
  const availableBytes = availableMemory();
  const regions = Math.max(0, ...stacks.map((stack) => stack.regions.length));
  const count = stacksAtOnce({ availableBytes, processors: availableParallelism(), regions });
  const gigabytes = (availableBytes / 1e9).toFixed(availableBytes < 1e10 ? 1 : 0);
  return {
    stacksAtOnce: count,
    description: `${plural(count, "stack")} at once: ${gigabytes} GB free`,
  };
}
