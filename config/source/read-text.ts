import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { ConfigurationError } from "./problem";

/** A configuration of a thousand accounts has a tenth of it. */
const MOST_BYTES = 1024 * 1024;

/** A pipe whose writer takes longer is rather a pipe that nobody writes to. */
const LONGEST_WAIT_MS = 5_000;
const POLL_MS = 20;

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: "permission denied",
    EISDIR: "it is a folder",
    ELOOP: "its symbolic links lead in a circle",
    ENAMETOOLONG: "its name is too long",
    ENOENT: "there is no such file",
    ENOTDIR: "a part of its path is a file, not a folder",
    ERR_FS_FILE_TOO_LARGE: "it is too large",
    ERR_STRING_TOO_LONG: "it is too large",
    ENXIO: "it is a socket or a device that is not there",
    EPERM: "permission denied",
  }),
);

const ANOTHER_FILE = "name another with --config or LANDING_ZONE_CONFIG, or start from one of the examples";

const FIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: "let yourself read it: chmod u+r",
    EISDIR: "name a file in it",
    ENOENT: ANOTHER_FILE,
    ENOTDIR: ANOTHER_FILE,
  }),
);

/**
 * The text of a file in UTF-8, without its byte order mark; a pipe is read to its end.
 *
 * @throws ConfigurationError when the file cannot be read, is a pipe that nobody writes to for 5 seconds, is larger than 1 MiB or not a text in UTF-8
 */
export function readText(file: string): string {
  const bytes = readBytes(file);
  if (bytes.length > MOST_BYTES) {
    throw failure(file, "too large: a configuration has at most 1 MiB");
  }
  // UTF-16 of plain English would pass for UTF-8 full of zeros.
  if (bytes.includes(0)) {
    throw failure(file, "not a text in UTF-8: it holds zero bytes", "save it as UTF-8");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw failure(file, "not a text in UTF-8", "save it as UTF-8");
  }
}

/** At most one byte more than is allowed, because devices and pipes need not end. */
function readBytes(file: string): Buffer {
  if (file === "") {
    throw failure('""', "the name of the configuration is empty", ANOTHER_FILE);
  }
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  let length = 0;
  let descriptor: number | undefined;
  try {
    // To open a pipe would otherwise wait, perhaps for ever, for somebody to write to it.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    let deadline = Date.now() + LONGEST_WAIT_MS;
    for (;;) {
      const read = readSome(descriptor, buffer, length);
      if (read === "nothing yet") {
        if (Date.now() > deadline) {
          throw failure(file, "cannot be read: nothing was written to it for 5 seconds", "write it to a file first");
        }
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
      } else if (read === 0) {
        break;
      } else {
        length += read;
        deadline = Date.now() + LONGEST_WAIT_MS;
      }
    }
  } catch (error) {
    throw error instanceof ConfigurationError
      ? error
      : failure(file, `cannot be read: ${whyUnreadable(error)}`, fixOf(file, error));
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
  }
  return buffer.subarray(0, length);
}

/** How many bytes were read; 0 at the end. A pipe may have no writer yet, or one that is slow. */
function readSome(descriptor: number, buffer: Buffer, length: number): number | "nothing yet" {
  try {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    return read === 0 && length === 0 && fstatSync(descriptor).isFIFO() ? "nothing yet" : read;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") {
      return "nothing yet";
    }
    throw error;
  }
}

/** Why a file could not be opened or read, in words. */
export function whyUnreadable(error: unknown): string {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  return REASONS.get(code) ?? code;
}

function fixOf(file: string, error: unknown): string | undefined {
  return file === "-" ? "for standard input name /dev/stdin" : FIXES.get((error as NodeJS.ErrnoException).code ?? "");
}

function failure(file: string, message: string, fix?: string): ConfigurationError {
  return new ConfigurationError([{ severity: "error", file, line: 1, column: 1, path: "", message, fix }]);
}
