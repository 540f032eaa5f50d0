import { walkChain } from "./chain-walk";
import type { ChainCoverage } from "./chain-walk";
import { Slots } from "./slots";
import type { ChainTask, WalkContext } from "./walk-context";

const CHAINS_AT_ONCE = 24;
const DIGESTS_HELD = 128;
const LOGS_AT_ONCE = 192;

/**
 * Verifies the chains of an archive, several beside each other.
 *
 * @param context without what bounds the work, which is bounded here
 */
export async function verifyArchive(
  tasks: readonly ChainTask[],
  context: Omit<WalkContext, "digestSlots" | "logSlots">,
): Promise<ChainCoverage[]> {
  const bounded = { ...context, digestSlots: new Slots(DIGESTS_HELD), logSlots: new Slots(LOGS_AT_ONCE) };
  const coverage = new Map<number, ChainCoverage>();
  const waiting = [...tasks.entries()];
  const walkNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, task] = next;
      if (context.signal?.aborted !== true) {
        coverage.set(index, await walkChain(task, bounded));
      }
    }
  };
  await Promise.all(Array.from({ length: CHAINS_AT_ONCE }, walkNext));
  return [...coverage].sort(([one], [other]) => one - other).map(([, chain]) => chain);
}
