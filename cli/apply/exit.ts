/** How `apply` ends. */
export const APPLY_EXIT = {
  /** Everything that was reviewed is applied, or there was nothing to do. */
  ok: 0,
  /** A stack failed, or could not be locked. */
  failed: 1,
  /** Something would be applied, is to be reviewed again, or is left: what waits, and what needs break-glass. */
  left: 2,
  /** Something is not as it was reviewed. */
  refused: 4,
  /** EX_USAGE of sysexits.h: the command line, or a file that it names, is wrong. */
  usage: 64,
  interrupted: 130,
} as const;
