import { loadLandingZone } from "../config/load";
import { loadBeforeMove } from "../config/load-before-move";
import type { LandingZone } from "../config/landing-zone";
import type { LoadOptions } from "../config/ledger/identified";
import { ConfigurationError, formatProblems } from "../config/source/problem";
import type { Problem } from "../config/source/problem";
import { EXIT, Failure } from "../console/failure";
import { DEFAULT_CONFIGURATION } from "../console/invocation";
import { hasColours, printError } from "../console/terminal";

const HOW_TO_NAME_IT = `name a YAML file by --config or LANDING_ZONE_CONFIG, or leave both out for ${DEFAULT_CONFIGURATION}`;

/**
 * Expects the name of a file.
 *
 * @throws Failure when there is none, or it is that of standard input
 */
export function expectFileName(file: string): void {
  if (file === "") {
    throw new Failure(`the name of the configuration is empty: ${HOW_TO_NAME_IT}`, EXIT.usage);
  }
  if (file === "-") {
    throw new Failure(
      `the configuration is not read from standard input, as files that it names are beside it: ${HOW_TO_NAME_IT}`,
      EXIT.usage,
    );
  }
}

export interface ReadingOptions extends LoadOptions {
  /**
   * Whether warnings count as errors.
   * @default false
   */
  readonly strict?: boolean;
}

/**
 * The landing zone of a file; its warnings go to standard error.
 *
 * @throws Failure with every problem of the file
 */
export function readConfiguration(
  file: string,
  { movesStates = false, strict = false }: ReadingOptions = {},
): LandingZone {
  expectFileName(file);
  const colour = hasColours(process.stderr);
  try {
    const { landingZone, warnings } = movesStates ? loadBeforeMove(file) : loadLandingZone(file);
    if (strict) {
      throwIfAny(warnings);
    }
    if (warnings.length > 0) {
      printError(`${formatProblems(warnings, { colour })}\n`);
    }
    return landingZone;
  } catch (error) {
    throw error instanceof ConfigurationError ? new Failure(formatProblems(error.problems, { colour })) : error;
  }
}

/** @throws ConfigurationError with warnings that count as errors */
export function throwIfAny(warnings: readonly Problem[]): void {
  if (warnings.length > 0) {
    throw new ConfigurationError(warnings.map((warning) => ({ ...warning, severity: "error" })));
  }
}
