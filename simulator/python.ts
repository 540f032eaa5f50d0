import { readFileSync, rmSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { EXIT, Failure } from "../cli/failure";
import { run } from "../cli/local/run";

const OLDEST_PYTHON = "3.10";

/**
 * A Python that has the pinned moto: the machine's own if it has it already, else one in a virtual environment of this
 * checkout, made on first use.
 *
 * @param onProgress told when something takes long
 * @param folder holds requirements.txt, and receives the virtual environment
 * @throws Failure when there is no Python 3, or moto cannot be installed
 */
export async function pythonWithMoto(onProgress: (message: string) => void, folder = "simulator"): Promise<string> {
  const requirements = join(folder, "requirements.txt");
  const environment = join(folder, ".venv");
  const pinned = pinnedMoto(requirements);
  const python = await findPython();
  const ofVirtualEnvironment = join(
    environment,
    ...(platform() === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  for (const candidate of [python, ofVirtualEnvironment]) {
    if ((await installedMoto(candidate)) === pinned) {
      return candidate;
    }
  }
  onProgress(`installing moto ${pinned} in ${environment} (once)`);
  const steps: [string, string[]][] = [
    [python, ["-m", "venv", environment]],
    [ofVirtualEnvironment, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]],
  ];
  for (const [program, args] of steps) {
    const { code, output } = await run(program, args);
    if (code !== 0) {
      rmSync(environment, { recursive: true, force: true });
      const reason = output.trim().split("\n").at(-1) ?? "";
      throw new Failure(
        `moto ${pinned} is not installed and could not be (${reason}): pip install -r ${requirements}`,
        EXIT.prerequisite,
      );
    }
  }
  return ofVirtualEnvironment;
}

function pinnedMoto(requirements: string): string {
  const version = /^moto\[[a-z,]+\]==(\S+)$/m.exec(readFileSync(requirements, "utf8"))?.[1];
  if (version === undefined) {
    throw new Error(`${requirements} pins no moto`);
  }
  return version;
}

async function findPython(): Promise<string> {
  for (const candidate of ["python3", "python"]) {
    const check = `import sys; sys.exit(sys.version_info < (${OLDEST_PYTHON.replace(".", ",")}))`;
    if ((await run(candidate, ["-c", check])).code === 0) {
      return candidate;
    }
  }
  throw new Failure(
    `python3 >= ${OLDEST_PYTHON} not found: the local AWS runs on it (https://www.python.org/downloads/)`,
    EXIT.prerequisite,
  );
}

async function installedMoto(python: string): Promise<string | undefined> {
  const program = "import importlib.metadata as m, flask, flask_cors; print(m.version('moto'))";
  const { code, output } = await run(python, ["-c", program]);
  return code === 0 ? output.trim() : undefined;
}
