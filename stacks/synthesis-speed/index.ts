/**
 * Import this before anything that builds constructs: it makes cdktf 0.21 synthesize the same files several times
 * faster (`npm run bench:synth` prints how much).
 *
 * Environment, for debugging:
 * - `LANDING_ZONE_CREATION_STACKS=1`: errors about a token name the line that made it again.
 * - `LANDING_ZONE_PLAIN_CDKTF=1`: cdktf exactly as published.
 *
 * All of it reaches into cdktf's private modules, so it applies to the version it was written for only; with any other,
 * such as the successor cdktn, everything works as published.
 */
import { omitCreationStacks } from "./creation-stacks";
import { resolvePlainValuesDirectly } from "./plain-value-resolution";
import { isFast, keepsCreationStacks } from "./switches";
import { dropUnsetArguments } from "./unset-arguments";

if (isFast) {
  resolvePlainValuesDirectly();
  dropUnsetArguments();
  if (!keepsCreationStacks) {
    omitCreationStacks();
  }
}
