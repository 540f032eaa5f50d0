import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { LandingZone } from "../../config/landing-zone";
import { ledgerFileOf } from "../../config/ledger/file";
import { sameFiles, typed } from "../../console/invocation";
import { Progress } from "../../console/progress";
import { findProviderSource } from "../../terraform/provider-source";
import { callerIdentity } from "../../terraform/caller-identity";
import { findTerraform } from "../../terraform/terraform";
import type { Terraform } from "../../terraform/terraform";
import { parallelismOf } from "../../terraform/parallelism";
import { refuseUndeclaredControlTower } from "../control-tower";
import { expectLedgerOfStates, isCurrent, whatLedgerLacks } from "../ledger-file";
import { refuseUnknown } from "../refuse-unknown";
import { synthesize } from "../../stacks/synthesize";
import type { SynthesizedStack } from "../../stacks/synthesize";
import type { Forgotten, IgnoredChange } from "../../stacks/ledger";
import { describeOutcome } from "./describe-outcome";
import { findOrphanedStacks } from "../../terraform/orphaned-stacks";
import type { Configured } from "../../terraform/orphaned-stacks";
import { planStacks } from "../../terraform/plan-stacks";
import type { PlannedStack } from "../../terraform/plan-stacks";
import type { PlanReport } from "./report";
import { statesOf } from "../../terraform/states";
import type { States } from "../../terraform/states";
import { terraformEnvironment } from "../../terraform/terraform-environment";

export interface MakeReportOptions {
  /** Path of the YAML file. */
  readonly file: string;
  readonly landingZone: LandingZone;
  /** Folder that receives the Terraform JSON, as the user named it. */
  readonly output: string;
  /** Names of the stacks to plan; none: all, and orphaned stacks are looked for. */
  readonly names: readonly string[];
  readonly signal: AbortSignal;
}

/** Synthesizes and plans, reporting progress on standard error. */
export async function makeReport({ file, landingZone, names, output, signal }: MakeReportOptions): Promise<PlanReport> {
  const outdir = resolve(output);
  const progress = new Progress(names.length === 0 ? 4 : 3, process.stderr);
  progress.start("ask AWS whose credentials these are");
  const terraform = await findTerraform();
  const identity = await callerIdentity(landingZone.homeRegion);
  const unasked = await refuseUndeclaredControlTower(landingZone, file);
  if (unasked !== undefined) {
    progress.note(unasked);
  }
  progress.done(identity);

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

  progress.start("plan");
  const planned = await planWithTerraform(wanted, { outdir, progress, signal, terraform });
  signal.throwIfAborted();
  progress.done(`${planned.length} of ${stacks.length} stacks`);
  const report = {
    terraform: terraform.binary,
    output,
    breakGlassRole: landingZone.breakGlass.role,
    stacks: planned,
    ledger: ledgerFileOf(file),
    stillOn,
    ignored,
    ledgerLacks: await ledgerLacks(file, states, output),
  };
  if (names.length > 0) {
    return { ...report, orphaned: [], problems: [] };
  }

  progress.start("look for orphaned stacks");
  const made = stacks.map(({ stack }) => stack);
  const remains = await lookForRemains(outdir, { ...report, file, landingZone, stacks: made });
  progress.done(remains.orphaned.length === 0 ? "nothing" : remains.orphaned.map(({ stack }) => stack).join(", "));
  return { ...report, ...remains };
}

function chosen(stacks: readonly SynthesizedStack[], names: readonly string[]): readonly SynthesizedStack[] {
  refuseUnknown(
    "stack",
    stacks.map(({ stack }) => stack),
    names,
  );
  return names.length === 0 ? stacks : stacks.filter(({ stack }) => names.includes(stack));
}

interface Planning {
  readonly outdir: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly terraform: Terraform;
}

async function planWithTerraform(
  stacks: readonly SynthesizedStack[],
  { outdir, progress, signal, terraform: { binary, version } }: Planning,
): Promise<PlannedStack[]> {
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-plan-"));
  try {
    const providers = findProviderSource(workFolder);
    const { description, stacksAtOnce } = parallelismOf(stacks);
    progress.note(`${binary} ${version}, providers from ${providers.description}; ${description}`);
    return await planStacks({
      outdir,
      signal,
      stacks,
      terraform: binary,
      parallelism: stacksAtOnce,
      env: terraformEnvironment(providers),
      onPlanned: ({ outcome, stack }) => {
        if (!signal.aborted) {
          progress.note(`${stack}: ${describeOutcome(outcome)}`);
        }
      },
    });
  } finally {
    rmSync(workFolder, { recursive: true });
  }
}

/** A state that cannot be read does not affect what was planned, and is reported by what plans or reads it. */
async function ledgerLacks(file: string, states: States, output: string): Promise<string | undefined> {
  try {
    return await whatLedgerLacks(file, states, output);
  } catch {
    return undefined;
  }
}

/** A state that cannot be read does not affect what was planned. */
async function lookForRemains(
  outdir: string,
  configured: Configured,
): Promise<Pick<PlanReport, "orphaned" | "problems">> {
  try {
    return { orphaned: await findOrphanedStacks(statesOf(configured.landingZone, outdir), configured), problems: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { orphaned: [], problems: [`orphaned stacks could not be looked for: ${reason}`] };
  }
}
