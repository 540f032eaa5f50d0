import { setTimeout } from "node:timers/promises";
import { atOnce, queue } from "../../console/at-once";

describe("at once", () => {
  it("does no more than allowed at the same time, and answers in the order of the items", async () => {
    let running = 0;
    let most = 0;
    const results = await atOnce(2, [30, 5, 20, 1], async (milliseconds) => {
      running += 1;
      most = Math.max(most, running);
      await setTimeout(milliseconds);
      running -= 1;
      return milliseconds * 2;
    });
    expect(results).toEqual([60, 10, 40, 2]);
    expect(most).toBe(2);
  });
});

describe("a queue", () => {
  it("begins a piece of work when the one before has ended, well or not", async () => {
    const inTurn = queue();
    const done: string[] = [];
    const piece = (name: string, milliseconds: number) => async () => {
      done.push(`${name} begins`);
      await setTimeout(milliseconds);
      done.push(`${name} ends`);
      if (name === "a") throw new Error("a failed");
      return name;
    };
    const [a, b] = await Promise.allSettled([inTurn(piece("a", 20)), inTurn(piece("b", 1))]);
    expect(done).toEqual(["a begins", "a ends", "b begins", "b ends"]);
    expect(a).toMatchObject({ status: "rejected" });
    expect(b).toEqual({ status: "fulfilled", value: "b" });
  });
});
