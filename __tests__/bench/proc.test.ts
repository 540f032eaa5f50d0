import { spawnSync } from "node:child_process";
import { platform } from "node:os";
import { descendants, parseMemory, parseStat, readMemory, readProcesses, readStat } from "../../bench/proc";
import type { ProcessStat } from "../../bench/proc";

const onLinux = platform() === "linux" ? it : it.skip;

describe("a line of /proc/<pid>/stat", () => {
  it("says who started it and how much processor time it and its ended children took", () => {
    const line = "4242 (terraform) S 4000 4242 4000 34816 4242 4194304 9 8 7 6 150 25 1200 30 20 0 9 0 123456 1 2";
    expect(parseStat(line)).toEqual({
      pid: 4242,
      parent: 4000,
      program: "terraform",
      cpuSeconds: 1.75,
      endedChildrenCpuSeconds: 12.3,
    });
  });

  it("may hold blanks and parentheses in the program's name", () => {
    const line = "7 (a) R (b) c) S 1 7 7 0 -1 0 0 0 0 0 100 0 0 0 20 0 1 0 5 1 2";
    expect(parseStat(line)).toMatchObject({ pid: 7, parent: 1, program: "a) R (b) c", cpuSeconds: 1 });
  });
});

it("reads resident and proportional memory of smaps_rollup, not the lines that begin alike", () => {
  const text = [
    "55924ae94000-7ffd638a0000 ---p 00000000 00:00 0                          [rollup]",
    "Rss:              524288 kB",
    "Pss:              102400 kB",
    "Pss_Dirty:         51200 kB",
    "Shared_Clean:       2924 kB",
  ].join("\n");
  expect(parseMemory(text)).toEqual({ rssMebibytes: 512, pssMebibytes: 100 });
});

it("counts nothing for a process that has ended", () => {
  expect(parseMemory("")).toEqual({ rssMebibytes: 0, pssMebibytes: 0 });
});

describe("the processes below one", () => {
  const process = (pid: number, parent: number): ProcessStat => ({
    pid,
    parent,
    program: "p",
    cpuSeconds: 0,
    endedChildrenCpuSeconds: 0,
  });
  const all = [process(1, 0), process(10, 1), process(11, 10), process(12, 11), process(20, 10), process(21, 20)];
  const pids = (root: number, leftOut?: number[]) => descendants(all, root, leftOut).map(({ pid }) => pid);

  it("are its children and theirs, without itself and others", () => {
    expect(pids(10)).toEqual([11, 12, 20, 21]);
  });

  it("do not include a branch that is left out", () => {
    expect(pids(10, [20])).toEqual([11, 12]);
  });
});

describe("on Linux", () => {
  onLinux("this process is found, and takes memory", () => {
    expect(readProcesses()).toContainEqual(expect.objectContaining({ pid: process.pid, parent: process.ppid }));
    const { pssMebibytes, rssMebibytes } = readMemory(process.pid);
    expect(rssMebibytes).toBeGreaterThan(20);
    expect(pssMebibytes).toBeLessThanOrEqual(rssMebibytes);
  });

  onLinux("the processor time of ended children includes that of their children", () => {
    const burn = "const end = () => process.cpuUsage().user >= 200000; while (!end());";
    const nested = `require("child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(burn)}])`;
    const before = readStat("self")?.endedChildrenCpuSeconds ?? NaN;
    expect(spawnSync(process.execPath, ["-e", nested]).status).toBe(0);
    const after = readStat("self")?.endedChildrenCpuSeconds ?? NaN;
    expect(after - before).toBeGreaterThanOrEqual(0.2);
  });

  onLinux("a process that does not exist has no memory and no line", () => {
    const beyondThem = 2 ** 30;
    expect(readStat(beyondThem)).toBeUndefined();
    expect(readMemory(beyondThem)).toEqual({ rssMebibytes: 0, pssMebibytes: 0 });
  });
});
