// Runs a TypeScript entry of this project: node scripts/run.mjs ENTRY.ts [ARGUMENTS...]
// The project's own files are bundled in memory (about 0.1 s); packages are loaded from node_modules as they are.
// Type errors are the business of `npm run typecheck`.
import { buildSync } from "esbuild";
import Module from "node:module";
import { dirname, resolve } from "node:path";

const entry = resolve(process.argv[2] ?? "main.ts");
const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "cjs",
  // The map takes longer to make than the bundle, and only node --enable-source-maps reads it.
  sourcemap: process.sourceMapsEnabled && "inline",
  write: false,
});

process.argv.splice(1, 2, entry);
const module = new Module(entry);
module.filename = entry;
module.paths = Module._nodeModulePaths(dirname(entry));
module._compile(outputFiles[0].text, entry);
