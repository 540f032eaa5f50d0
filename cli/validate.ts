import { loadLandingZone } from "../config/load";
import { ConfigurationError } from "../config/source/problem";
import type { Problem } from "../config/source/problem";
import { describeRetention } from "./archive";
import { expectFileName, readConfiguration } from "./configuration";
import { EXIT } from "../console/failure";
import { plural } from "../console/plural";
import { print } from "../console/terminal";

export interface ValidateOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Prints JSON in place of text: all problems, of which the text shows the first 50. */
  readonly json?: boolean;
}

/** Checks a configuration and writes nothing. */
export function validate({ config, json = false }: ValidateOptions): void {
  if (json) {
    expectFileName(config);
    const { valid, problems } = check(config);
    print(JSON.stringify({ file: config, valid, problems }, undefined, 2));
    process.exitCode = valid ? EXIT.ok : EXIT.failed;
    return;
  }
  const landingZone = readConfiguration(config);
  const { accounts, regions } = landingZone;
  print(`${config} is valid: ${plural(accounts.length, "account")}, ${plural(regions.length, "region")}.`);
  print(`\n${describeRetention(landingZone)}`);
}

function check(config: string): { valid: boolean; problems: readonly Problem[] } {
  try {
    return { valid: true, problems: loadLandingZone(config).warnings };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return { valid: false, problems: error.problems };
    }
    throw error;
  }
}
