import { loadLandingZone } from "../config/load";
import type { LandingZone } from "../config/landing-zone";
import { ConfigurationError, formatProblems } from "../config/source/problem";
import { Failure } from "../console/failure";
import { hasColours, printError } from "../console/terminal";

/** Where the configuration is looked for when nothing else is said. */
export const DEFAULT_CONFIGURATION = "landing-zone.yaml";

/**
 * The landing zone of a file; its warnings go to standard error.
 *
 * @throws Failure with every problem of the file
 */
export function readConfiguration(file: string): LandingZone {
  const colour = hasColours(process.stderr);
  try {
    const { landingZone, warnings } = loadLandingZone(file);
    if (warnings.length > 0) {
      printError(`${formatProblems(warnings, { colour })}\n`);
    }
    return landingZone;
  } catch (error) {
    throw error instanceof ConfigurationError ? new Failure(formatProblems(error.problems, { colour })) : error;
  }
}
