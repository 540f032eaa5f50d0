import { existsSync, readFileSync, rmSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { EXIT, Failure } from "../cli/failure";
import { run } from "../cli/local/run";

const REQUIREMENTS = join("simulator", "requirements.txt");
const VIRTUAL_ENVIRONMENT = join("simulator", ".venv");
const OLDEST_PYTHON = "3.10";

/**
 * A Python that has the pinned moto: the machine's own if it has it already, else one in a virtual environment of this
 * checkout, made on first use.
 *
 * @param onProgress told when something takes long
 * @throws Failure when there is no Python 3, or moto cannot be installed
 */
export async function pythonWithMoto(onProgress: (message: string) => void): Promise<string> {
  const pinned = pinnedMoto();
  const python = await findPython();
  const ofVirtualEnvironment = join(
    VIRTUAL_ENVIRONMENT,
    ...(platform() === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  for (const candidate of [python, ofVirtualEnvironment]) {
    if ((await installedMoto(candidate)) === pinned) {
      return candidate;
    }
  }
  onProgress(`installing moto ${pinned} in ${VIRTUAL_ENVIRONMENT} (once)`);
  await installInto(python, ofVirtualEnvironment, pinned);
  return ofVirtualEnvironment;
}

function pinnedMoto(): string {
  const version = /^moto\[[a-z,]+\]==(\S+)$/m.exec(readFileSync(REQUIREMENTS, "utf8"))?.[1];
  if (version === undefined) {
    throw new Error(`${REQUIREMENTS} pins no moto`);
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

async function installInto(python: string, ofVirtualEnvironment: string, moto: string): Promise<void> {
  const steps: [string, string[]][] = [
    [python, ["-m", "venv", VIRTUAL_ENVIRONMENT]],
    [ofVirtualEnvironment, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]],
  ];
  for (const [program, args] of steps) {
    const { code, output } = await run(program, args);
    if (code !== 0) {
      if (existsSync(VIRTUAL_ENVIRONMENT)) {
        rmSync(VIRTUAL_ENVIRONMENT, { recursive: true });
      }
      const reason = output.trim().split("\n").at(-1) ?? "";
      throw new Failure(
        `moto ${moto} is not installed and could not be (${reason}): pip install -r ${REQUIREMENTS}`,
        EXIT.prerequisite,
      );
    }
  }
}
