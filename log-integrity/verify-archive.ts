import { walkChain } from "./chain-walk";
import type { ChainCoverage } from "./chain-walk";
import { Slots } from "./slots";
import type { ChainTask, WalkContext } from "./walk-context";

const CHAINS_AT_ONCE = 24;
/** They hold the names of all of their log files. */
const DIGESTS_HELD = 64;

/**
 * Verifies the chains of an archive, several beside each other.
 *
 * @param context without what bounds the work, which is bounded here
 * @param requests how many the store has in flight at most: so many log files, and half as many more, are looked at
 */
export async function verifyArchive(
  tasks: readonly ChainTask[],
  context: Omit<WalkContext, "digestSlots" | "logSlots">,
  requests = 64,
): Promise<ChainCoverage[]> {
  const logSlots = new Slots(Math.ceil(requests * 1.5));
  const bounded = { ...context, digestSlots: new Slots(DIGESTS_HELD), logSlots };
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
