// npm run test:simulator: the simulator's own tests, with the Python and moto that `npm run local` would use.
import { spawnSync } from "node:child_process";
import { commandLine, runCommandLine } from "../console/command-line";
import { print } from "../console/terminal";
import { pythonWithMoto } from "../simulator/python";

async function test(): Promise<void> {
  const python = await pythonWithMoto(print);
  const args = ["-m", "unittest", "discover", "-s", "simulator/tests", "-t", "simulator"];
  const env = { ...process.env, PYTHONPATH: "simulator", AWS_SIMULATOR_NODE: process.execPath };
  const { status } = spawnSync(python, args, { env, stdio: "inherit" });
  process.exitCode = status ?? 1;
}

void runCommandLine(commandLine("test:simulator", "run the tests of the local AWS").action(test));
