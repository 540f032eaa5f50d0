import { Slots } from "../log-integrity/slots";
import type { KeyArchive } from "./archived-keys";
import type { Whereabouts } from "./asff";
import { ChainStates } from "./chain-state";
import type { RunMetrics } from "./metrics";
import type { Services } from "./services";
import { Teller } from "./teller";

/** What all work of a run shares. */
export interface Run {
  readonly services: Services;
  readonly metrics: RunMetrics;
  readonly keys: KeyArchive;
  readonly states: ChainStates;
  readonly teller: Teller;
  /** Bounds the digests that are held. */
  readonly digestSlots: Slots;
  /** Bounds the log files that are looked at. */
  readonly logSlots: Slots;
  /** Is aborted when the function has hardly any time left. */
  readonly signal: AbortSignal;
}

const DIGESTS = 64;
const LOGS = 48;

/** There was not time enough: what is not done is received again. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";

  constructor() {
    super("the function has hardly any time left");
  }
}

export function makeRun(
  services: Services,
  keys: KeyArchive,
  metrics: RunMetrics,
  where: Whereabouts,
  signal: AbortSignal,
): Run {
  return {
    services,
    metrics,
    keys,
    states: new ChainStates(services.table),
    teller: new Teller(services, where),
    digestSlots: new Slots(DIGESTS),
    logSlots: new Slots(LOGS),
    signal,
  };
}

/** Does something with each of several things, so many at the same time; the first error comes after all are done. */
export async function each<Thing>(
  things: readonly Thing[],
  atOnce: number,
  doing: (thing: Thing) => Promise<void>,
): Promise<void> {
  const waiting = [...things];
  const errors: unknown[] = [];
  const next = async (): Promise<void> => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) {
      try {
        await doing(thing);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  if (errors.length > 0) {
    throw errors[0];
  }
}
