// npm run test:simulator: the simulator's own tests, with the Python and moto that `npm run local` would use; as many at the same
// time as there are cores, since each test file needs one.
import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { commandLine, runCommandLine } from "../console/command-line";
import { run } from "../console/run";
import { print } from "../console/terminal";
import { pythonWithMoto } from "../simulator/python";

const FOLDER = "simulator/tests";

async function test(): Promise<void> {
  const python = await pythonWithMoto(print);
  const env = { ...process.env, PYTHONPATH: "simulator", AWS_SIMULATOR_NODE: process.execPath };
  const shares = shared(testFiles(), availableParallelism());
  const results = await Promise.all(
    shares.map(async (modules) => {
      const { code, output } = await run(python, ["-m", "unittest", ...modules], { env });
      print(output);
      return code;
    }),
  );
  process.exitCode = Math.max(...results);
}

interface TestFile {
  readonly module: string;
  readonly bytes: number;
}

function testFiles(): TestFile[] {
  return readdirSync(FOLDER)
    .filter((file) => /^test_.*\.py$/.test(file))
    .map((file) => ({ module: `tests.${file.replace(/\.py$/, "")}`, bytes: statSync(join(FOLDER, file)).size }));
}

/** Modules in shares that take about as long as one another, by the size of their files. */
function shared(files: readonly TestFile[], count: number): string[][] {
  const shares = Array.from({ length: Math.min(count, files.length) }, () => ({ modules: [] as string[], bytes: 0 }));
  for (const { bytes, module } of [...files].sort((a, b) => b.bytes - a.bytes)) {
    const [smallest] = shares.sort((a, b) => a.bytes - b.bytes);
    smallest?.modules.push(module);
    if (smallest !== undefined) smallest.bytes += bytes;
  }
  return shares.map(({ modules }) => modules);
}

void runCommandLine(commandLine("test:simulator", "run the tests of the local AWS").action(test));
