import { EXIT } from "../../console/failure";

/** How `landing-zone drift` ends. */
export const DRIFT_EXIT = {
  /** AWS, states and configuration say the same. */
  none: EXIT.ok,
  /** A stack could not be planned, a report not be written, or the command line is wrong. */
  failed: EXIT.failed,
  /** Something drifted or vanished, is not applied yet, or waits to be. */
  different: 2,
  interrupted: EXIT.interrupted,
} as const;
