import { existsSync, readFileSync } from "node:fs";
import { freemem } from "node:os";
import { dirname, join } from "node:path";

const KIBIBYTE = 1024;

/**
 * Bytes that new processes can use: on Linux what the kernel counts as available, or what the control group leaves of its
 * limit where that is less; elsewhere what is free.
 *
 * @param root folder that holds `proc` and `sys`
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files
 */
export function availableMemory(root = "/"): number {
  const available = /^MemAvailable: +(\d+) kB$/m.exec(textOf(join(root, "proc", "meminfo")))?.[1];
  if (available === undefined) {
    return freemem();
  }
  return Math.max(0, Math.min(Number(available) * KIBIBYTE, ...groupRooms(root)));
}

/** What the control group of this process, and every group around it, leaves of its limit. */
function groupRooms(root: string): number[] {
  const top = join(root, "sys", "fs", "cgroup");
  const path = /^0::(\/.*)$/m.exec(textOf(join(root, "proc", "self", "cgroup")))?.[1];
  const rooms: number[] = [];
  for (let group = join(top, path ?? "/"); group.startsWith(top); group = dirname(group)) {
    const limit = Number(textOf(join(group, "memory.max")).trim() || NaN);
    // Files that were read and may be forgotten at once are counted as used: after `npm ci`, nearly everything is.
    const forgettable = Number(/^inactive_file (\d+)$/m.exec(textOf(join(group, "memory.stat")))?.[1] ?? 0);
    const used = Number(textOf(join(group, "memory.current")).trim()) - forgettable;
    if (Number.isFinite(limit)) {
      rooms.push(limit - used);
    }
  }
  return rooms;
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
