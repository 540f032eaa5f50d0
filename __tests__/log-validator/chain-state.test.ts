import { ChainStates } from "../../log-validator/chain-state";
import { MemoryTable } from "./memory-table";

const CHAIN = { accountId: "111122223333", region: "eu-west-1", trail: "main" };
const at = (settled: number) => ({ settled, since: 0, isGap: false, hasDigests: true, sweep: `to ${settled}` });

describe("how far a chain is settled", () => {
  it.each([
    [5, 10],
    [10, 5],
  ])("never goes back by who knew less: %d and %d", async (first, second) => {
    const states = new ChainStates(new MemoryTable());
    await states.advance(CHAIN, undefined, at(1));
    const known = await states.get(CHAIN);
    await states.advance(CHAIN, known, at(first));
    await states.advance(CHAIN, known, at(second));
    expect((await states.get(CHAIN))?.settled).toBe(10);
  });

  it("never goes back by those who begin at the same time", async () => {
    const states = new ChainStates(new MemoryTable());
    const ends = [3, 9, 1, 7];
    await Promise.all(ends.map(async (end) => states.advance(CHAIN, undefined, at(end))));
    expect((await states.get(CHAIN))?.settled).toBe(9);
  });
});
