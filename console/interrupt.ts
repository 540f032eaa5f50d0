/**
 * Aborted by Ctrl-C, and by whoever asks the process to end.
 *
 * @param onAgain called in place of ending the process when that is asked for once more, or the terminal is closed: for what must not
 * be left in the middle
 */
export function abortOnInterrupt(onAgain?: () => void): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    if (controller.signal.aborted) {
      onAgain?.();
    } else {
      controller.abort();
    }
  };
  if (onAgain === undefined) {
    process.once("SIGINT", abort);
    process.once("SIGTERM", abort);
  } else {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, abort);
    }
  }
  return controller.signal;
}
