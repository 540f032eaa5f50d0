import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readStat } from "./proc";

/** What a run took. */
export interface Taken {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export interface Expected {
  /** Besides PATH. */
  readonly env?: NodeJS.ProcessEnv;
  readonly isGood: (code: number | null, output: string) => boolean;
}

/** Runs a program to its end. @throws Error where that is not as it is expected */
export async function measureProgram(
  [program = "", ...args]: readonly string[],
  { env = {}, isGood }: Expected,
): Promise<Taken> {
  const before = readStat("self")?.endedChildrenCpuSeconds ?? 0;
  const started = performance.now();
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, HOME: "/nonexistent", NODE_NO_WARNINGS: "1", ...env },
  });
  let output = "";
  let peakMegabytes = 0;
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const timer = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid ?? 0));
  }, 20);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  if (!isGood(code, output)) {
    throw new Error(`${program} ended with ${code}, and this:\n${output.slice(0, 3000)}`);
  }
  return { seconds, peakMegabytes, cpuSeconds: (readStat("self")?.endedChildrenCpuSeconds ?? 0) - before };
}

/** The most memory that a process had. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
