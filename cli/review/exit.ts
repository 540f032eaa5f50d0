/** How `review` and `diff` end. */
export const REVIEW_EXIT = {
  /** No danger, or all are acknowledged. */
  ok: 0,
  /** A configuration or a revision cannot be synthesized, or a report not written. */
  failed: 1,
  /** Dangers that nobody acknowledged, or acknowledgements that have expired. */
  dangers: 3,
  /** EX_USAGE of sysexits.h: the command line, or a file that it names, is wrong. */
  usage: 64,
  interrupted: 130,
} as const;
