import { existsSync, readFileSync } from "node:fs";
import { ledgerFileOf } from "../../config/ledger/file";
import { version } from "../../console/invocation";
import { programOf } from "../../terraform/plan-manifest";
import type { ManifestCommon } from "../../terraform/plan-manifest";
import { hashOf, readStackSource, sha256Of } from "../../terraform/synthesized";
import type { StackSource } from "../../terraform/synthesized";
import type { Terraform } from "../../terraform/terraform";

/** What plans are made from, but for the key that they are encrypted under. */
export interface MadeFrom {
  readonly common: Omit<ManifestCommon, "encryptedUnder">;
  /** What was read of each stack, in their order. */
  readonly sources: readonly StackSource[];
}

/**
 * What plans would be made from now.
 *
 * @param file path of the YAML file
 * @param outdir folder of the synthesized stacks
 * @param stacks all of them
 */
export function madeFrom(
  file: string,
  outdir: string,
  stacks: readonly string[],
  { binary, version: terraformVersion }: Terraform,
): MadeFrom {
  const program = programOf(binary);
  const sources = stacks.map((stack) => readStackSource(outdir, stack, program));
  const ledger = ledgerFileOf(file);
  const common = {
    configuration: sha256Of(readFileSync(file)),
    ledger: existsSync(ledger) ? sha256Of(readFileSync(ledger)) : "",
    synthesized: hashOf(sources.map(({ sha256, stack }) => [stack, sha256])),
    landingZone: version(),
    terraform: { program, version: terraformVersion },
    providers: Object.fromEntries(sources.flatMap(({ providers }) => Object.entries(providers)).sort(byName)),
  };
  return { common, sources };
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
