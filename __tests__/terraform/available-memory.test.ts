import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { availableMemory } from "../../terraform/available-memory";

describe("available memory", () => {
  let root: string;

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "landing-zone-memory-"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const MEMINFO = "MemTotal:       16000000 kB\nMemFree:          100000 kB\nMemAvailable:    8000000 kB\n";

  it("is what the kernel calls available, where no control group limits it", () => {
    write({ "proc/meminfo": MEMINFO, "proc/self/cgroup": "0::/\n" });
    expect(availableMemory(root)).toBe(8_192_000_000);
  });

  it("is what is left of a container's limit, with the files that may be forgotten", () => {
    write({
      "proc/meminfo": MEMINFO,
      "proc/self/cgroup": "0::/\n",
      "sys/fs/cgroup/memory.max": "4000000000\n",
      "sys/fs/cgroup/memory.current": "3000000000\n",
      "sys/fs/cgroup/memory.stat": "anon 500000000\ninactive_file 2000000000\nactive_file 1\n",
    });
    expect(availableMemory(root)).toBe(3_000_000_000);
  });

  it("obeys the narrowest of the groups around a process", () => {
    write({
      "proc/meminfo": MEMINFO,
      "proc/self/cgroup": "0::/user.slice/session\n",
      "sys/fs/cgroup/user.slice/session/memory.max": "max\n",
      "sys/fs/cgroup/user.slice/session/memory.current": "1000\n",
      "sys/fs/cgroup/user.slice/memory.max": "2000000000\n",
      "sys/fs/cgroup/user.slice/memory.current": "500000000\n",
    });
    expect(availableMemory(root)).toBe(1_500_000_000);
  });

  it("is nothing, and not less, in a group that is over its limit", () => {
    write({
      "proc/meminfo": MEMINFO,
      "proc/self/cgroup": "0::/\n",
      "sys/fs/cgroup/memory.max": "1000\n",
      "sys/fs/cgroup/memory.current": "2000\n",
    });
    expect(availableMemory(root)).toBe(0);
  });

  it("is what is free, where there is no Linux", () => {
    const free = availableMemory(root);
    expect(free).toBeGreaterThan(freemem() / 2);
    expect(free).toBeLessThan(freemem() * 2);
  });
});
