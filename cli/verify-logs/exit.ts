/** How `verify-logs` ends. Of several, 64 and 130 win over all, and 1 over 2. */
export const VERIFY_EXIT = {
  verified: 0,
  /** Integrity failures, or missing or unprotected hours, that nobody acknowledged. */
  failed: 1,
  /** Something could not be checked, or the report that --junit or --html asks for not written. */
  notChecked: 2,
  /** EX_USAGE of sysexits.h. */
  usage: 64,
  interrupted: 130,
} as const;
