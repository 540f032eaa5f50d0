import type { Progress } from "../../console/progress";
import { temporaryFolder } from "../../console/temporary-folder";
import type { SynthesizedStack } from "../../stacks/synthesize";
import { parallelismOf } from "../../terraform/parallelism";
import { planStacks } from "../../terraform/plan-stacks";
import type { PlannedStack, PlanStacksOptions } from "../../terraform/plan-stacks";
import { findProviderSource } from "../../terraform/provider-source";
import type { Terraform } from "../../terraform/terraform";
import { terraformEnvironment } from "../../terraform/terraform-environment";
import { describeOutcome } from "./describe-outcome";

export interface Planning extends Pick<PlanStacksOptions, "lock" | "onPlan" | "variablesOf"> {
  readonly outdir: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly terraform: Terraform;
}

/** Plans stacks with the Terraform of this machine, and reports each. */
export async function planWithTerraform(
  stacks: readonly SynthesizedStack[],
  { progress, signal, terraform: { binary, version }, ...planning }: Planning,
): Promise<PlannedStack[]> {
  if (stacks.length === 0) {
    return [];
  }
  const work = temporaryFolder("landing-zone-plan-");
  try {
    const providers = findProviderSource(work.path);
    const { description, stacksAtOnce } = parallelismOf(stacks);
    progress.note(`${binary} ${version}, providers from ${providers.description}; ${description}`);
    return await planStacks({
      ...planning,
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
    work.remove();
  }
}
