import { readdirSync, readFileSync } from "node:fs";
import { platform } from "node:os";
import { EXIT, Failure } from "../console/failure";

/** One line of `/proc/<pid>/stat`. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Name of the program, of which Linux keeps 15 characters. */
  readonly program: string;
  /** Seconds of processor time, user and system. */
  readonly cpuSeconds: number;
  /** Seconds of processor time of its children that have ended and been waited for, and of theirs. */
  readonly endedChildrenCpuSeconds: number;
}

/** What a process takes, in MiB. */
export interface Memory {
  /** Resident pages: those that processes share count in each of them. */
  readonly rssMebibytes: number;
  /**
   * Resident pages, shared ones divided among those who share them: the sum over processes is what they need of the
   * machine, and less than that while others run the same program.
   */
  readonly pssMebibytes: number;
}

/** Linux counts processor time for user space in these, whatever its own clock does. */
const TICKS_PER_SECOND = 100;
const KIBIBYTES_PER_MEBIBYTE = 1024;

/** @throws Failure where there is no `/proc` as Linux has it */
export function expectLinux(): void {
  if (platform() !== "linux") {
    throw new Failure(
      `this benchmark reads processor time and memory from /proc, which ${platform()} does not have: run it on Linux`,
      EXIT.prerequisite,
    );
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function parseStat(text: string): ProcessStat {
  // A program's name may hold blanks and parentheses.
  const [opening, closing] = [text.indexOf("("), text.lastIndexOf(")")];
  const fields = text.slice(closing + 2).split(" ");
  const seconds = (...indices: number[]): number =>
    indices.reduce((sum, index) => sum + Number(fields[index]), 0) / TICKS_PER_SECOND;
  return {
    pid: Number.parseInt(text, 10),
    parent: Number(fields[1]),
    program: text.slice(opening + 1, closing),
    cpuSeconds: seconds(11, 12),
    endedChildrenCpuSeconds: seconds(13, 14),
  };
}

/** @see https://docs.kernel.org/filesystems/proc.html (smaps_rollup) */
export function parseMemory(smapsRollup: string): Memory {
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(smapsRollup)?.[1] ?? 0) / KIBIBYTES_PER_MEBIBYTE;
  return { rssMebibytes: mebibytes("Rss"), pssMebibytes: mebibytes("Pss") };
}

/** All processes below one, without those of the branches that are left out. */
export function descendants(
  processes: readonly ProcessStat[],
  root: number,
  leftOut: readonly number[] = [],
): ProcessStat[] {
  return processes
    .filter(({ parent, pid }) => parent === root && !leftOut.includes(pid))
    .flatMap((child) => [child, ...descendants(processes, child.pid, leftOut)]);
}

export function readStat(pid: number | "self"): ProcessStat | undefined {
  const text = readIfRunning(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

export function readProcesses(): ProcessStat[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== undefined);
}

export function readMemory(pid: number): Memory {
  return parseMemory(readIfRunning(`/proc/${pid}/smaps_rollup`) ?? "");
}

/** Processes end while they are looked at. */
function readIfRunning(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
