import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Stats } from "node:fs";
import { resolve } from "node:path";
import { whyUnreadable } from "../config/source/read-text";
import { Failure } from "../console/failure";

/** A report that is written to a file. */
export interface WrittenFile {
  readonly option: "--html" | "--junit" | "--markdown" | "--outputs" | "--sarif";
  readonly file: string;
}

const ENDINGS: Readonly<Record<WrittenFile["option"], string>> = {
  "--html": ".html",
  "--junit": ".xml",
  "--markdown": ".md",
  "--outputs": ".txt",
  "--sarif": ".sarif",
};
/** EX_USAGE of sysexits.h. */
const USAGE = 64;

/**
 * Looks before a run, which may take hours, whether the names of files can be meant.
 *
 * @throws Failure for folders, for "-" and nothing, and where two reports would be written to one file
 */
export function checkWritten(files: readonly WrittenFile[]): void {
  const wrong = files.flatMap(({ file, option }, index) => {
    const other = files.slice(0, index).find((earlier) => resolve(earlier.file) === resolve(file));
    if (file === "" || file === "-") {
      return [`${option}: "${file}" names no file: write a path, such as report${ENDINGS[option]}.`];
    }
    if (other !== undefined) {
      return [`${option}: ${file} is what ${other.option} writes: name another file.`];
    }
    return statOf(file)?.isDirectory() === true ? [`${option}: ${file} is a folder: name a file in it.`] : [];
  });
  if (wrong.length > 0) {
    throw new Failure(wrong.join("\n"), USAGE);
  }
}

/** Why a file could not be written, in words. */
export function whyUnwritable(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  return REASONS.get(code) ?? whyUnreadable(error);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EDQUOT", "the quota of its file system is used up"],
  ["ENOSPC", "its file system is full"],
  ["EROFS", "its file system is read-only"],
]);

/**
 * Writes a file so that whoever reads it meanwhile sees what was there before, or all of what is there now. It keeps its mode, and
 * a symbolic link stays one; what is no file, such as /dev/stdout, is written as it is.
 */
export function writeWhole(file: string, text: string): void {
  const stat = statOf(file);
  if (stat !== undefined && !stat.isFile()) {
    writeFileSync(file, text);
    return;
  }
  const target = stat === undefined ? file : realpathSync(file);
  const draft = `${target}.${process.pid}`;
  try {
    // "x": nobody else's file is overwritten, and no link is followed.
    writeFileSync(draft, text, { flag: "wx", ...(stat === undefined ? {} : { mode: stat.mode }) });
    renameSync(draft, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      rmSync(draft, { force: true });
    }
    throw error;
  }
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}
