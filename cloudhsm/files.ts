import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Failure } from "../console/failure";

/** Readable by all, and by its owner alone. */
export const PUBLIC_MODE = 0o644;
export const PRIVATE_MODE = 0o600;

/**
 * Writes a file that is not there yet. It appears with all of its content, or not at all, whenever the program is ended.
 *
 * @returns whether it was written: a file with the same content is left alone
 * @throws Failure when there is a file with another content
 */
export function writeNew(file: string, content: string, mode: number = PUBLIC_MODE): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (appeared(file, content, mode)) {
      return true;
    }
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${(error as Error).message}`);
  }
  if (contentOf(file) !== content) {
    throw new Failure(`${file} is there with another content, and is not overwritten: name another folder, or move it`);
  }
  return false;
}

/** Writes a file beside, and gives it its name; answers whether the name was free. */
function appeared(file: string, content: string, mode: number): boolean {
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    writeFileSync(temporary, content, { mode, flag: "wx" });
    return named(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** File systems without hard links, such as those of USB sticks, refuse them with one of these. */
const NO_LINKS = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

function named(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file);
    return true;
  } catch (error) {
    const code = codeOf(error) ?? "";
    if (code === "EEXIST" || existsSync(file)) {
      return false;
    }
    if (!NO_LINKS.includes(code)) {
      throw error;
    }
    renameSync(temporary, file);
    return true;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** The text of a file, if there is one. */
export function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") {
      return undefined;
    }
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * The text of a file that was named.
 *
 * @throws Failure when there is none
 */
export function readNamed(file: string): string {
  const content = contentOf(file);
  if (content === undefined) {
    throw new Failure(`there is no file ${file}`);
  }
  return content;
}
