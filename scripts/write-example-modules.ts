// npm run example-modules: writes the Terraform modules of examples/terraform-module by their programs, as users write
// theirs; with --check writes nothing and fails when one is stale.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { commandLine, runCommandLine } from "../console/command-line";
import { Failure } from "../console/failure";
import { run } from "../console/run";
import { print, printError } from "../console/terminal";
import { bundleExample } from "./bundle-example";

const FOLDER = "examples/terraform-module";

async function write({ check = false }: { check?: boolean }): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "landing-zone-example-modules-"));
  try {
    const programs = readdirSync(FOLDER).filter((file) => file.endsWith(".ts"));
    for (const program of programs) {
      const name = program.replace(/\.ts$/, "");
      const committed = join(FOLDER, name);
      const folder = check ? join(work, name) : resolve(committed);
      const { code, output } = await run(process.execPath, [bundleExample(join(FOLDER, program), work), folder], {
        cwd: work,
      });
      if (code !== 0) {
        throw new Failure(`${program} failed:\n${output}`);
      }
      if (check && contentsOf(folder) !== contentsOf(committed)) {
        printError(`${committed} is not what ${program} writes: run npm run example-modules`);
        process.exitCode = 1;
      }
      if (!check) {
        print(`wrote ${committed}`);
      }
    }
  } finally {
    rmSync(work, { recursive: true });
  }
}

function contentsOf(folder: string): string {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return JSON.stringify(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

void runCommandLine(
  commandLine("example-modules", "write the Terraform modules of examples/terraform-module")
    .option("--check", "write nothing, and fail when one of them is not current")
    .action(write),
);
