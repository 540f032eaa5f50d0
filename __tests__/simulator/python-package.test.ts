import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonWith } from "../../simulator/python-package";

const TEMPLATE_CHECKER = { name: "cfn-lint", modules: [], user: "the check of templates" };

describe("pythonWith", () => {
  const { PATH } = process.env;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "landing-zone-python-"));
    process.env.PATH = folder;
  });

  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const pin = (requirements: string): void => {
    writeFileSync(join(folder, "requirements.txt"), `# why\n${requirements}\n`);
  };
  /** A Python that has this version of the package, and can install nothing. */
  const python = (version: string): void => {
    const script = `case "$2" in *"m.version('cfn-lint')"*) echo ${version};; *importlib*) exit 1;; esac`;
    writeFileSync(join(folder, "python3"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "python3"), 0o755);
  };
  const found = (): Promise<string> => pythonWith({ ...TEMPLATE_CHECKER, folder }, () => undefined);

  it.each(["cfn-lint==1.51.0", "cfn-lint[sarif]==1.51.0", "moto==5.2.1\ncfn-lint==1.51.0"])(
    "takes the machine's own Python when that has what is pinned: %s",
    async (requirements) => {
      pin(requirements);
      python("1.51.0");
      await expect(found()).resolves.toBe("python3");
    },
  );

  it("does not take another version", async () => {
    pin("cfn-lint==1.51.0");
    python("1.50.0");
    await expect(found()).rejects.toThrow("cfn-lint 1.51.0 is not installed and could not be");
  });

  it("says what needs Python", async () => {
    pin("cfn-lint==1.51.0");
    await expect(found()).rejects.toThrow("python3 >= 3.10 not found: the check of templates runs on it");
  });

  it("insists on a pinned version", async () => {
    pin("cfn-lint>=1");
    python("1.51.0");
    await expect(found()).rejects.toThrow(/requirements\.txt pins no cfn-lint$/);
  });
});
