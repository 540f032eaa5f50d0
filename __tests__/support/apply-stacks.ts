import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { queue } from "../../console/at-once";
import { run } from "../../console/run";

export interface ApplyOptions {
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  /** In any order. */
  readonly stacks: readonly string[];
  readonly terraform: string;
  readonly envOf: (stack: string) => NodeJS.ProcessEnv;
  /** Stacks applied at the same time. */
  readonly parallelism: number;
}

/** The provider waits ten seconds for every rule of the organization; the local AWS does not mind how many it waits for. */
const RESOURCES_AT_ONCE = 30;

/**
 * Applies stacks by the real Terraform, each after those that it depends on. It does what `cdktf deploy` does with one process of
 * Terraform for each stack in place of four, and takes half of the time; the example, an existing organization and new accounts are
 * deployed by cdktf itself.
 *
 * @throws Error with Terraform's output once one of them fails; those that have begun go on to their end
 */
export async function applyStacks({ outdir, stacks, terraform, envOf, parallelism }: ApplyOptions): Promise<void> {
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
    await terraformDoes("apply", "-auto-approve", `-parallelism=${RESOURCES_AT_ONCE}`);
  };

  const waiting = new Set(stacks);
  const applying = new Map<string, Promise<void>>();
  try {
    while (waiting.size + applying.size > 0) {
      const isFree = (stack: string) =>
        (dependencies.get(stack) ?? []).every((other) => !waiting.has(other) && !applying.has(other));
      for (const stack of [...waiting].filter(isFree).slice(0, parallelism - applying.size)) {
        waiting.delete(stack);
        applying.set(
          stack,
          apply(stack).finally(() => applying.delete(stack)),
        );
      }
      await Promise.race(applying.values());
    }
  } finally {
    await Promise.allSettled(applying.values());
  }
}

function dependenciesIn(outdir: string): Map<string, readonly string[]> {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { dependencies: readonly string[] }>;
  };
  return new Map(Object.entries(stacks).map(([name, stack]) => [name, stack.dependencies]));
}
