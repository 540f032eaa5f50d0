import { readFileSync, rmSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { EXIT, Failure } from "../console/failure";
import { run } from "../console/run";

const OLDEST_PYTHON = "3.10";

export interface PythonPackage {
  /** As pip calls it. */
  readonly name: string;
  /** What has to be importable besides, such as the modules of an extra. */
  readonly modules: readonly string[];
  /** Holds requirements.txt, which pins the package, and receives the virtual environment. */
  readonly folder: string;
  /** What runs on it, for whoever has no Python. */
  readonly user: string;
}

/**
 * A Python that has a package in its pinned version: the machine's own if it has it already, else one in a virtual
 * environment of this checkout, made on first use.
 *
 * @param onProgress called when something takes long
 * @throws Failure when there is no Python 3, or the package cannot be installed
 */
export async function pythonWith(wanted: PythonPackage, onProgress: (message: string) => void): Promise<string> {
  const { folder, name } = wanted;
  const requirements = join(folder, "requirements.txt");
  const environment = join(folder, ".venv");
  const pinned = pinnedVersion(name, requirements);
  const python = await findPython(wanted.user);
  const ofVirtualEnvironment = join(
    environment,
    ...(platform() === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  for (const candidate of [python, ofVirtualEnvironment]) {
    if ((await installedVersion(candidate, wanted)) === pinned) {
      return candidate;
    }
  }
  onProgress(`installing ${name} ${pinned} in ${environment} (once)`);
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
        `${name} ${pinned} is not installed and could not be (${reason}): pip install -r ${requirements}`,
        EXIT.prerequisite,
      );
    }
  }
  return ofVirtualEnvironment;
}

function pinnedVersion(name: string, requirements: string): string {
  const pin = new RegExp(`^${name}(?:\\[[a-z,]+\\])?==(\\S+)$`, "m");
  const version = pin.exec(readFileSync(requirements, "utf8"))?.[1];
  if (version === undefined) {
    throw new Error(`${requirements} pins no ${name}`);
  }
  return version;
}

async function findPython(user: string): Promise<string> {
  for (const candidate of ["python3", "python"]) {
    const check = `import sys; sys.exit(sys.version_info < (${OLDEST_PYTHON.replace(".", ",")}))`;
    if ((await run(candidate, ["-c", check])).code === 0) {
      return candidate;
    }
  }
  throw new Failure(
    `python3 >= ${OLDEST_PYTHON} not found: ${user} runs on it (https://www.python.org/downloads/)`,
    EXIT.prerequisite,
  );
}

async function installedVersion(python: string, { modules, name }: PythonPackage): Promise<string | undefined> {
  const program = `import ${["importlib.metadata as m", ...modules].join(", ")}; print(m.version('${name}'))`;
  const { code, output } = await run(python, ["-c", program]);
  return code === 0 ? output.trim() : undefined;
}
