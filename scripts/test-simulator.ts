// npm run test:simulator: the simulator's own tests, with the Python and moto that `npm run local` would use.
import { spawnSync } from "node:child_process";
import { Failure } from "../console/failure";
import { pythonWithMoto } from "../simulator/python";

async function main(): Promise<void> {
  const python = await pythonWithMoto(console.log);
  const args = ["-m", "unittest", "discover", "-s", "simulator/tests", "-t", "simulator"];
  const { status } = spawnSync(python, args, { env: { ...process.env, PYTHONPATH: "simulator" }, stdio: "inherit" });
  process.exitCode = status ?? 1;
}

main().catch((error: unknown) => {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
});
