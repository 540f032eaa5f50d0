import { loadLandingZone } from "../config/load";
import { ConfigurationError } from "../config/source/problem";
import type { Problem } from "../config/source/problem";
import { describeRetention } from "./archive";
import { expectFileName, readConfiguration, throwIfAny } from "./configuration";
import { describeUnrecorded } from "./unrecorded";
import { EXIT } from "../console/failure";
import { plural } from "../console/plural";
import { print } from "../console/terminal";

export interface ValidateOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Prints JSON in place of text: all problems, of which the text shows the first 50. */
  readonly json?: boolean;
  /** Counts warnings as errors. */
  readonly strict?: boolean;
}

/** Checks a configuration and writes nothing. */
export function validate({ config, json = false, strict = false }: ValidateOptions): void {
  if (json) {
    expectFileName(config);
    const { valid, problems } = check(config, strict);
    print(JSON.stringify({ file: config, valid, problems }, undefined, 2));
    process.exitCode = valid ? EXIT.ok : EXIT.failed;
    return;
  }
  const landingZone = readConfiguration(config, { strict });
  const { accounts, regions } = landingZone;
  print(`${config} is valid: ${plural(accounts.length, "account")}, ${plural(regions.length, "region")}.`);
  print(`\n${describeRetention(landingZone)}`);
  const unrecorded = describeUnrecorded(landingZone);
  if (unrecorded !== "") {
    print(`\n${unrecorded}`);
  }
}

function check(config: string, strict: boolean): { valid: boolean; problems: readonly Problem[] } {
  try {
    const { warnings } = loadLandingZone(config);
    if (strict) {
      throwIfAny(warnings);
    }
    return { valid: true, problems: warnings };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return { valid: false, problems: error.problems };
    }
    throw error;
  }
}
