import { existsSync, readFileSync } from "node:fs";
import { ledgerFileOf } from "../../config/ledger/file";
import { version } from "../../console/invocation";
import { programOf } from "../../terraform/plan-manifest";
import { hashOf, readStackSource, sha256Of } from "../../terraform/synthesized";
import type { Terraform } from "../../terraform/terraform";
import type { MadeFrom } from "./differences";

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
  const hashes = sources.map(({ sha256, stack }) => [stack, sha256] as const);
  return {
    configuration: sha256Of(readFileSync(file)),
    ledger: existsSync(ledger) ? sha256Of(readFileSync(ledger)) : "",
    synthesized: hashOf(hashes),
    landingZone: version(),
    terraform: { program, version: terraformVersion },
    providers: Object.fromEntries(sources.flatMap(({ providers }) => Object.entries(providers))),
    stacks: new Map(hashes),
  };
}
