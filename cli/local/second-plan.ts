import { join } from "node:path";
import { atOnce } from "../../console/at-once";
import { Failure } from "../../console/failure";
import { run } from "../../console/run";
import { CHANGES, NOTHING_TO_CHANGE } from "../../terraform/plan-output";

export interface SecondPlanOptions {
  readonly outdir: string;
  readonly stacks: readonly string[];
  readonly terraform: string;
  readonly env: NodeJS.ProcessEnv;
  /** Plans made at the same time. */
  readonly parallelism: number;
  readonly onPlanned: (stack: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Plans every deployed stack again.
 *
 * @throws Failure that shows every plan that would change something, or could not be made
 * @see https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export async function expectEmptyPlans(options: SecondPlanOptions): Promise<void> {
  const findings: string[] = [];
  await atOnce(options.parallelism, options.stacks, async (stack) => {
    const finding = await plan(stack, options);
    if (finding === undefined) {
      options.onPlanned(stack);
    } else {
      findings.push(finding);
    }
  });
  if (findings.length > 0) {
    throw new Failure(findings.join("\n\n"));
  }
}

async function plan(stack: string, { env, outdir, signal, terraform }: SecondPlanOptions): Promise<string | undefined> {
  const { code, output } = await run(
    terraform,
    ["plan", "-detailed-exitcode", "-input=false", "-lock=false", "-no-color"],
    {
      cwd: join(outdir, "stacks", stack),
      env,
      signal,
    },
  );
  switch (code) {
    case NOTHING_TO_CHANGE:
      return undefined;
    case CHANGES:
      return `${stack}: a second plan would change what was just deployed:\n\n${output}`;
    default:
      return `${stack}: could not be planned again (exit code ${code}):\n\n${output}`;
  }
}
