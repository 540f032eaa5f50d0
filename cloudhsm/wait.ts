import { setTimeout } from "node:timers/promises";

/** How long to wait for AWS, and who may end it sooner. */
export interface Patience {
  readonly milliseconds: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** @default - real time */
  readonly clock?: Clock;
}

export interface Clock {
  readonly now: () => number;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const REAL: Clock = {
  now: () => performance.now(),
  pause: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, { signal });
  },
};

/** AWS takes minutes for most of this; a local one takes seconds. */
const FIRST_PAUSE_MILLISECONDS = 1000;
const LONGEST_PAUSE_MILLISECONDS = 10_000;

/**
 * Reads a value until it is as wanted, or the time is over; answers with the last.
 *
 * @param onRead called with every value that is not yet as wanted
 * @throws what the signal is aborted with
 */
export async function waitUntil<Value>(
  read: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
  { clock = REAL, milliseconds, signal }: Patience,
  onRead: (value: Value) => void = () => undefined,
): Promise<Value> {
  const end = clock.now() + milliseconds;
  let pause = FIRST_PAUSE_MILLISECONDS;
  for (;;) {
    signal.throwIfAborted();
    const value = await read();
    if (isWanted(value) || clock.now() >= end) {
      return value;
    }
    onRead(value);
    await clock.pause(Math.min(pause, Math.max(end - clock.now(), 0)), signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
  }
}
