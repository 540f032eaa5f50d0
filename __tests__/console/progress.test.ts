import { Progress } from "../../console/progress";

describe("progress", () => {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (line: string) => lines.push(line) } as unknown as NodeJS.WriteStream;

  beforeEach(() => {
    jest.useFakeTimers();
    lines.length = 0;
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it("is reported by step, with what was done and when", () => {
    const progress = new Progress(2, stream);
    progress.start("plan");
    jest.advanceTimersByTime(1500);
    progress.note("organization: nothing would change");
    progress.done("1 stack");
    expect(lines).toEqual([
      "[1/2] plan\n",
      "        1.5 s  organization: nothing would change\n",
      "        1.5 s  1 stack\n",
    ]);
  });

  it("says every five seconds without a word that the step still runs, and what it is at, within 80 columns", () => {
    const progress = new Progress(1, stream);
    progress.start("deploy");
    jest.advanceTimersByTime(4900);
    progress.note("organization: 3 added");
    jest.advanceTimersByTime(4900);
    expect(lines).toHaveLength(2);
    jest.advanceTimersByTime(100);
    progress.at(`\u001b[1mlog-archive\u001b[0m  ${"x".repeat(100)}`);
    jest.advanceTimersByTime(5000);
    expect(lines.slice(2)).toEqual([
      "        9.9 s  still running\n",
      expect.stringMatching(/^ {7}14\.9 s {2}still running: log-archive {2}x+\n$/),
    ]);
    expect(lines.at(-1)).toHaveLength("\n".length + 80);
  });

  it.each(["done", "stop"] as const)("says nothing more after %s", (end) => {
    const progress = new Progress(1, stream);
    progress.start("deploy");
    progress[end]("");
    const count = lines.length;
    jest.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(count);
  });
});
