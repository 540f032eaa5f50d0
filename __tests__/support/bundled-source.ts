import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/**
 * Bundles a program of a test into a folder, for a process of its own.
 *
 * @param source TypeScript that imports by whole paths
 * @returns path of what Node.js runs
 */
export function bundledSource(folder: string, source: string): string {
  const [entry, bundle] = [join(folder, "entry.ts"), join(folder, "program.cjs")];
  writeFileSync(entry, source);
  buildSync({ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", outfile: bundle });
  return bundle;
}
