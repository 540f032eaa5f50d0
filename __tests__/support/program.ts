import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/**
 * Path of an entry of this project as scripts/run.mjs runs it, bundled once for all the runs of a test file, which otherwise
 * takes longer than most of them.
 */
export function bundled(entry: string): string {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-program-"));
  const bundle = join(folder, "program.cjs");

  beforeAll(() => {
    buildSync({
      entryPoints: [entry],
      bundle: true,
      packages: "external",
      platform: "node",
      target: "node20",
      format: "cjs",
      outfile: bundle,
    });
    for (const name of ["functions", "node_modules", "package.json"]) {
      symlinkSync(resolve(name), join(folder, name));
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  return bundle;
}

/** An entry of this project in a process of its own. */
export function program(entry: string): (args: readonly string[], surroundings?: Surroundings) => Outcome {
  const bundle = bundled(entry);
  return (args, { env = process.env, input } = {}) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [bundle, ...args], { env, input, encoding: "utf8" });
    return { status, stderr, stdout };
  };
}
