import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipOf } from "./zip";

/** The program of a Lambda function of this project, zipped. */
export interface FunctionSource {
  /** The archive, which is gone when this process ends. */
  readonly path: string;
  /** As Lambda tells the hash of the archive, so that Terraform sees when it differs. */
  readonly sha256: string;
  readonly handler: string;
}

/** `functions/` is above this file: beside `modules/` in a checkout, beside `dist/` in the package. */
function find(file: string, above = __dirname): string | undefined {
  const found = join(above, "functions", file);
  const parent = dirname(above);
  return existsSync(found) ? found : parent === above ? undefined : find(file, parent);
}

/** @param name of a file in `functions/`, without its ending */
export function functionSource(name: string): FunctionSource {
  const file = find(`${name}.js`);
  if (file === undefined) {
    throw new Error(`there is no functions/${name}.js in any folder above ${__dirname}`);
  }
  // Git may have written the line ends of the machine.
  const archive = zipOf("index.js", readFileSync(file, "utf8").replaceAll("\r\n", "\n"));
  const path = join(archiveFolder(), `${name}.zip`);
  writeFileSync(path, archive);
  return { path, sha256: createHash("sha256").update(archive).digest("base64"), handler: "index.handler" };
}

let folder: string | undefined;

/** cdktf copies assets when it synthesizes, from files that are still there then. */
function archiveFolder(): string {
  if (folder === undefined || !existsSync(folder)) {
    const made = mkdtempSync(join(tmpdir(), "landing-zone-functions-"));
    process.once("exit", () => {
      rmSync(made, { recursive: true, force: true });
    });
    folder = made;
  }
  return folder;
}
