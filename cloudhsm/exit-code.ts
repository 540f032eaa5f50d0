import { EXIT } from "../console/failure";

/** What the exit codes of `landing-zone hsm` say. */
export const HSM_EXIT = {
  ...EXIT,
  /** A step of the ceremony, or of the configuration, is yours. */
  yourTurn: 4,
  /** AWS is at work: run it again later. */
  waiting: 5,
  /** What was there does not work: a failed store, too few HSMs. */
  broken: 6,
} as const;
