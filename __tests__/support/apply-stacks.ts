import { existsSync } from "node:fs";
import { join } from "node:path";
import { RESOURCES_AT_ONCE } from "../../cli/local/deploy";
import { queue } from "../../console/at-once";
import { run } from "../../console/run";
import { inOrder } from "../../terraform/in-order";
import { dependenciesIn } from "../../terraform/synthesized";

export interface ApplyOptions {
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  /** In any order. */
  readonly stacks: readonly string[];
  readonly terraform: string;
  readonly envOf: (stack: string) => NodeJS.ProcessEnv;
  /** Stacks applied at the same time. */
  readonly parallelism: number;
  /**
   * Whether what is deployed is read before. Not where a plan that read everything has just found nothing to change.
   * @default true
   */
  readonly refresh?: boolean;
}

/**
 * Applies stacks by the real Terraform, each after those that it depends on. It does what `cdktf deploy` does with one process of
 * Terraform for each stack in place of four; the example, an existing organization and new accounts are deployed by cdktf itself.
 *
 * @throws Error with Terraform's output once one of them fails; those that have begun go on to their end
 */
export async function applyStacks({
  outdir,
  stacks,
  terraform,
  envOf,
  parallelism,
  refresh = true,
}: ApplyOptions): Promise<void> {
  const dependencies = dependenciesIn(outdir);
  const initialize = queue();
  const apply = async (stack: string): Promise<void> => {
    const cwd = join(outdir, "stacks", stack);
    const env = envOf(stack);
    const terraformDoes = async (...args: string[]): Promise<void> => {
      const { code, output } = await run(terraform, [...args, "-input=false", "-no-color"], { cwd, env });
      if (code !== 0) throw new Error(`terraform ${args.join(" ")} of ${stack} ended with ${code}:\n\n${output}`);
    };
    if (!existsSync(join(cwd, ".terraform"))) await initialize(() => terraformDoes("init"));
    await terraformDoes("apply", "-auto-approve", `-refresh=${refresh}`, `-parallelism=${RESOURCES_AT_ONCE}`);
  };

  const failures: unknown[] = [];
  const items = stacks.map((name) => ({ name, after: dependencies.get(name) ?? [] }));
  await inOrder(parallelism, items, async ({ name }) => {
    try {
      await apply(name);
      return "goOn";
    } catch (error) {
      failures.push(error);
      return "stop";
    }
  });
  if (failures.length > 0) throw failures[0];
}
