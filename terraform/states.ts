import type { LandingZone } from "../config/landing-zone";
import { LocalStates } from "../cli/plan/local-states";
import { S3States } from "../cli/plan/s3-states";

/** The states of a landing zone's stacks, wherever they are kept. */
export interface States {
  /** Names of the stacks that have one. */
  stacks(): Promise<string[]>;
  /** How many resources the state of a stack holds. */
  resources(stack: string): Promise<number>;
  /** For people: where the state of a stack is. */
  place(stack: string): string;
}

/** @param outdir folder with the synthesized stacks; local states are beside it */
export function statesOf({ state }: LandingZone, outdir: string): States {
  return state.backend === "s3" ? new S3States(state) : new LocalStates(outdir);
}
