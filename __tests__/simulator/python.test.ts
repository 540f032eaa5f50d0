import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT } from "../../console/failure";
import { pythonWithMoto } from "../../simulator/python";

describe("pythonWithMoto", () => {
  const { PATH } = process.env;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "landing-zone-python-"));
    copyFileSync(join("simulator", "requirements.txt"), join(folder, "requirements.txt"));
    process.env.PATH = folder;
  });

  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const python = (script: string): void => {
    writeFileSync(join(folder, "python3"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "python3"), 0o755);
  };

  it("says in one line what is missing", async () => {
    await expect(pythonWithMoto(() => undefined, folder)).rejects.toMatchObject({
      message: "python3 >= 3.10 not found: the local AWS runs on it (https://www.python.org/downloads/)",
      exitCode: EXIT.prerequisite,
    });
  });

  it("takes the machine's own Python when that has the pinned moto", async () => {
    python('case "$2" in *importlib*) echo 5.2.1;; esac');
    await expect(pythonWithMoto(() => undefined, folder)).resolves.toBe("python3");
  });

  it("says in one line why moto could not be installed, and leaves no half-made environment", async () => {
    python(
      'case "$2" in "import sys"*) exit 0;; *importlib*) exit 1;; *) echo "ensurepip is not available"; exit 1;; esac',
    );
    const notes: string[] = [];
    await expect(pythonWithMoto((note) => notes.push(note), folder)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^moto 5\.2\.1 is not installed and could not be \(ensurepip is not available\): pip install -r \S+requirements\.txt$/,
      ) as string,
      exitCode: EXIT.prerequisite,
    });
    expect(notes).toEqual([expect.stringContaining("installing moto 5.2.1")]);
    expect(existsSync(join(folder, ".venv"))).toBe(false);
  });
});
