import { inOrder } from "../../terraform/in-order";
import type { Ordered } from "../../terraform/in-order";

const item = (name: string, ...after: string[]): Ordered => ({ name, after });

/** Names as they begin (+) and end (-); those that `stopping` names stop it. */
async function logOf(limit: number, items: Ordered[], stopping: string[] = []) {
  const log: string[] = [];
  const left = await inOrder(limit, items, async ({ name }) => {
    log.push(`+${name}`);
    await new Promise(setImmediate);
    log.push(`-${name}`);
    return stopping.includes(name) ? "stop" : "goOn";
  });
  return { log: log.join(" "), left: left.map(({ name }) => name) };
}

describe("work in order", () => {
  it("begins what comes first, and what others are before after these", async () => {
    const items = [item("c", "a"), item("a"), item("b", "elsewhere")];
    expect(await logOf(1, items)).toEqual({ log: "+a -a +c -c +b -b", left: [] });
    expect(await logOf(2, items)).toEqual({ log: "+a +b -a +c -b -c", left: [] });
  });

  it("begins nothing once it is stopped, and waits for what has begun", async () => {
    const items = [item("a"), item("b"), item("c"), item("d", "a")];
    expect(await logOf(2, items, ["a"])).toEqual({ log: "+a +b -a -b", left: ["c", "d"] });
  });

  it("does not wait for ever in a circle", async () => {
    await expect(logOf(1, [item("a", "b"), item("b", "a")])).rejects.toThrow("in a circle: a, b");
  });

  it("passes on what a work throws", async () => {
    await expect(inOrder(1, [item("a")], () => Promise.reject(new Error("no luck")))).rejects.toThrow("no luck");
  });
});
