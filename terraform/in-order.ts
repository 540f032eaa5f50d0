/** Something that is done after others. */
export interface Ordered {
  readonly name: string;
  /** Names of what is done before it, as far as it is in the same list. */
  readonly after: readonly string[];
}

/**
 * Does a work for every item once the items before it are done, at most so many at the same time, those that come first in the list
 * first. Nothing more begins once a work answers that it is not to go on; what has begun is waited for.
 *
 * @returns the items that were not begun, in their order
 * @throws Error for a circle
 */
export async function inOrder<Item extends Ordered>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<"goOn" | "stop">,
): Promise<Item[]> {
  const names = new Set(items.map(({ name }) => name));
  const waiting = [...items];
  const done = new Set<string>();
  const running = new Set<Promise<void>>();
  const state = { isStopped: false };
  const start = (item: Item): void => {
    const one: Promise<void> = work(item).then((answer) => {
      running.delete(one);
      done.add(item.name);
      state.isStopped ||= answer === "stop";
    });
    running.add(one);
  };
  for (;;) {
    while (!state.isStopped && running.size < limit) {
      const next = waiting.findIndex(({ after }) => after.every((name) => done.has(name) || !names.has(name)));
      const [item] = next < 0 ? [] : waiting.splice(next, 1);
      if (item === undefined) break;
      start(item);
    }
    if (running.size === 0) {
      if (!state.isStopped && waiting.length > 0) {
        throw new Error(`in a circle: ${waiting.map(({ name }) => name).join(", ")}`);
      }
      return waiting;
    }
    await Promise.race(running);
  }
}
