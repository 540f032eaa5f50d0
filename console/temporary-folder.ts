import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for this user alone. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it. */
  readonly remove: () => void;
}

const folders = new Set<string>();

/**
 * Makes a folder among the system's temporary files that does not outlive the process: it holds plans, which are secrets. It is
 * removed however the process ends, but by a signal that nobody handles: see abortOnInterrupt.
 */
export function temporaryFolder(prefix: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), prefix));
  if (folders.size === 0) process.once("exit", removeAll);
  folders.add(path);
  return {
    path,
    remove: () => {
      removeTree(path);
      folders.delete(path);
      if (folders.size === 0) process.off("exit", removeAll);
    },
  };
}

function removeAll(): void {
  for (const path of folders) removeTree(path);
  folders.clear();
}

function removeTree(path: string): void {
  // A program that was interrupted may still write there.
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}
