import type { LandingZone } from "../../config/landing-zone";
import { stateText } from "../../config/ledger/schema";
import type { Ledger } from "../../config/ledger/schema";
import type { Move } from "../../terraform/move-states";

/** What becomes of a ledger that says that the states are on this machine, where the file names a bucket. */
export interface LedgerMove {
  /** With the new place; absent where the states are not all there. */
  readonly ledger?: Ledger;
  /** What to do. */
  readonly next: string;
}

const THERE: readonly string[] = ["already there", "moved"];

/**
 * Nothing where the ledger says already what the file does, or there is none. The new place is written only after every state was put
 * there: with a place that has none, everything would be made anew.
 *
 * @param file path of the ledger
 */
export function ledgerAfterMove(
  { ledger, state }: Pick<LandingZone, "ledger" | "state">,
  states: readonly Pick<Move, "outcome">[],
  file: string,
): LedgerMove | undefined {
  if (ledger === undefined || ledger.state === stateText(state)) {
    return undefined;
  }
  const outcomes: readonly string[] = states.map(({ outcome }) => outcome).filter((outcome) => outcome !== "empty");
  if (outcomes.length === 0) {
    return {
      next:
        `The ledger ${file} says that the states are on this machine, and there is none beside the stacks. Where nothing was deployed ` +
        `yet, remove the ledger and begin it anew; where a run before this one has moved them, write ${stateText(state)} into its state; ` +
        "otherwise run this where they are.",
    };
  }
  return outcomes.every((outcome) => THERE.includes(outcome))
    ? {
        ledger: { ...ledger, state: stateText(state) },
        next: `The ledger ${file} has the new place of the states: commit it with the configuration.`,
      }
    : {
        next: `The ledger ${file} says that the states are on this machine: it gets the new place once all of them are moved.`,
      };
}
