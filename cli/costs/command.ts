import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print } from "../../console/terminal";
import { synthesize } from "../../stacks/synthesize";
import { readConfiguration } from "../configuration";
import { costsOf, describeCosts } from "../costs";
import { assumptionsOf } from "./assumptions";

export interface CostsOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Assumptions that are not the default, each as `name=number`. */
  readonly assume?: readonly string[];
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
}

/** Estimates what the landing zone of a file costs by the month, and writes nothing. */
export function costs({ assume = [], config, json = false }: CostsOptions): void {
  const assumptions = assumptionsOf(assume);
  const landingZone = readConfiguration(config);
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-costs-"));
  try {
    const estimate = costsOf(synthesize(landingZone, folder), landingZone, assumptions);
    print(json ? JSON.stringify(estimate, undefined, 2) : describeCosts(estimate));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
