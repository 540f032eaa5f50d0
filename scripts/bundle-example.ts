import { basename, join, resolve } from "node:path";
import { symlinkSync, existsSync } from "node:fs";
import { buildSync } from "esbuild";

/**
 * A program of `examples/` as one file of JavaScript, with this checkout in place of the installed package.
 *
 * @param program path of its TypeScript
 * @param folder where to put it; it gets a link to the checkout's `node_modules`
 */
export function bundleExample(program: string, folder: string): string {
  const bundle = join(folder, `${basename(program, ".ts")}.cjs`);
  buildSync({
    entryPoints: [program],
    alias: { "cdktf-landing-zone": resolve(".") },
    bundle: true,
    external: ["@cdktf/*", "cdktf", "constructs"],
    platform: "node",
    target: "node20",
    format: "cjs",
    outfile: bundle,
  });
  if (!existsSync(join(folder, "node_modules"))) {
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  }
  return bundle;
}
