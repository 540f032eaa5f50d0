/** Aborted by Ctrl-C, and by whoever asks the process to end. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  process.once("SIGINT", abort);
  process.once("SIGTERM", abort);
  return controller.signal;
}
