import { setTimeout as pause } from "node:timers/promises";
import { descendants, readMemory, readProcesses } from "./proc";
import type { Memory, ProcessStat } from "./proc";

/** Peaks of everything that this process has started; the two of memory need not be at the same moment. */
export interface Observation extends Memory {
  /** Provider processes that were started. */
  readonly providers: number;
  /** Provider processes that ran at the same time. */
  readonly providersAtOnce: number;
}

/** Milliseconds between two looks; one takes up to 100 with seventeen providers. */
const PAUSE = 50;
/** `terraform-provider-aws_v5.100.0`, as far as Linux keeps it. */
const PROVIDER = "terraform-provi";

/**
 * Watches what this process has started until a promise is settled. The kernel walks the page tables of every process at
 * every look, so that what is watched is slower than it would be.
 *
 * @param leftOut processes whose branches do not count
 */
export async function watchUntil(settled: Promise<unknown>, leftOut: readonly number[]): Promise<Observation> {
  const state = { running: true };
  const stop = (): void => {
    state.running = false;
  };
  settled.then(stop, stop);
  const providers = new Set<number>();
  let peak: Observation = { providers: 0, providersAtOnce: 0, rssMebibytes: 0, pssMebibytes: 0 };
  while (state.running) {
    const processes = descendants(readProcesses(), process.pid, leftOut);
    const current = processes.filter(isProvider);
    current.forEach(({ pid }) => providers.add(pid));
    peak = higher(peak, { ...sumOf(processes), providers: providers.size, providersAtOnce: current.length });
    await pause(PAUSE);
  }
  return peak;
}

function isProvider({ program }: ProcessStat): boolean {
  return program === PROVIDER;
}

function sumOf(processes: readonly ProcessStat[]): Memory {
  const all = processes.map(({ pid }) => readMemory(pid));
  return {
    rssMebibytes: all.reduce((sum, { rssMebibytes }) => sum + rssMebibytes, 0),
    pssMebibytes: all.reduce((sum, { pssMebibytes }) => sum + pssMebibytes, 0),
  };
}

function higher(a: Observation, b: Observation): Observation {
  return {
    providers: Math.max(a.providers, b.providers),
    providersAtOnce: Math.max(a.providersAtOnce, b.providersAtOnce),
    rssMebibytes: Math.max(a.rssMebibytes, b.rssMebibytes),
    pssMebibytes: Math.max(a.pssMebibytes, b.pssMebibytes),
  };
}
