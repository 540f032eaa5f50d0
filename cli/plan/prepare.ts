import { resolve } from "node:path";
import type { LandingZone } from "../../config/landing-zone";
import { ledgerFileOf } from "../../config/ledger/file";
import { sameFiles, typed } from "../../console/invocation";
import type { Progress } from "../../console/progress";
import { callerIdentity } from "../../terraform/caller-identity";
import { findTerraform } from "../../terraform/terraform";
import type { Terraform } from "../../terraform/terraform";
import { refuseEnvironment } from "../../terraform/terraform-environment";
import { refuseUndeclaredControlTower } from "../control-tower";
import { expectLedgerOfStates, isCurrent } from "../ledger-file";
import { refuseUnknown } from "../refuse-unknown";
import { synthesize } from "../../stacks/synthesize";
import type { SynthesizedStack } from "../../stacks/synthesize";
import type { Forgotten, IgnoredChange } from "../../stacks/ledger";
import { statesOf } from "../../terraform/states";
import type { States } from "../../terraform/states";

export interface PrepareOptions {
  /** Path of the YAML file. */
  readonly file: string;
  readonly landingZone: LandingZone;
  /** Folder that receives the Terraform JSON, as the user named it. */
  readonly output: string;
  /** Names of stacks; none: all. */
  readonly names: readonly string[];
  readonly progress: Progress;
}

/** What everything is planned with, and of. */
export interface Prepared {
  readonly terraform: Terraform;
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  readonly states: States;
  readonly stacks: readonly SynthesizedStack[];
  /** Those that were named, or all. */
  readonly wanted: readonly SynthesizedStack[];
  readonly stillOn: readonly Forgotten[];
  readonly ignored: readonly IgnoredChange[];
}

/** The steps of {@link prepare}. */
export const PREPARING = 2;

/** Finds Terraform and credentials, and synthesizes; reports both. The ledger is read, and not written. */
export async function prepare({ file, landingZone, names, output, progress }: PrepareOptions): Promise<Prepared> {
  const outdir = resolve(output);
  const terraform = await askAws({ file, landingZone, progress });
  const states = statesOf(landingZone, outdir);
  await expectLedgerOfStates(file, states, output);
  progress.start("synthesize");
  let stillOn: readonly Forgotten[] = [];
  let ignored: readonly IgnoredChange[] = [];
  const stacks = synthesize(landingZone, outdir, {
    onRemoved: (removed) => {
      progress.note(`removed, as the configuration does not make them any more: ${removed.join(", ")}`);
    },
    onDefined: (remembered) => {
      ({ ignored, stillOn } = remembered);
      if (!isCurrent(file, remembered.ledger)) {
        progress.note(`${ledgerFileOf(file)} is not up to date: ${typed("synth", sameFiles(file, output))}`);
      }
    },
  });
  const wanted = chosen(stacks, names);
  progress.done(`${stacks.length} stacks in ${outdir}`);
  return { terraform, outdir, states, stacks, wanted, stillOn, ignored };
}

/** Finds Terraform, and reports whose credentials these are, a step of its own. */
export async function askAws({
  file,
  landingZone,
  progress,
}: Pick<PrepareOptions, "file" | "landingZone" | "progress">): Promise<Terraform> {
  refuseEnvironment();
  progress.start("ask AWS whose credentials these are");
  const terraform = await findTerraform();
  const identity = await callerIdentity(landingZone.homeRegion);
  const unasked = await refuseUndeclaredControlTower(landingZone, file);
  if (unasked !== undefined) {
    progress.note(unasked);
  }
  progress.done(identity);
  return terraform;
}

function chosen(stacks: readonly SynthesizedStack[], names: readonly string[]): readonly SynthesizedStack[] {
  refuseUnknown(
    "stack",
    stacks.map(({ stack }) => stack),
    names,
  );
  return names.length === 0 ? stacks : stacks.filter(({ stack }) => names.includes(stack));
}
