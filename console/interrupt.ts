import { EXIT } from "./failure";

/** Of Ctrl-C, of whoever asks the process to end, and of a terminal that is closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Aborted by Ctrl-C, by whoever asks the process to end, and by a terminal that is closed.
 *
 * @param onAgain called when that is asked for once more: for what must not be left in the middle
 * @default - the process ends at once, and by itself, so that whatever it has to take away on its exit is taken away: a signal that
 * nobody handles would leave plans behind
 */
export function abortOnInterrupt(
  onAgain = (): void => {
    process.exit(EXIT.interrupted);
  },
): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    if (controller.signal.aborted) {
      onAgain();
    } else {
      controller.abort();
    }
  };
  for (const signal of SIGNALS) process.on(signal, abort);
  return controller.signal;
}
