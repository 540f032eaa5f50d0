import { closeSync, openSync, readSync } from "node:fs";
import { ConfigurationError } from "./problem";

/** A configuration of a thousand accounts has a tenth of it. */
const MOST_BYTES = 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "there is no such file",
  ENOTDIR: "a part of its path is a file, not a folder",
  EPERM: "permission denied",
};

const ANOTHER_FILE = "name another with --config or LANDING_ZONE_CONFIG, or start from one of the examples";

const FIXES: Readonly<Record<string, string>> = {
  EACCES: "let yourself read it: chmod u+r",
  EISDIR: "name a file in it",
  ENOENT: ANOTHER_FILE,
  ENOTDIR: ANOTHER_FILE,
};

/**
 * The text of a file in UTF-8, without its byte order mark.
 *
 * @throws ConfigurationError when the file cannot be read, is larger than 1 MiB or not a text in UTF-8
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
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  let length = 0;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    let read: number;
    do {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += read;
    } while (read > 0);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw failure(file, `cannot be read: ${REASONS[code] ?? code}`, FIXES[code]);
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
  }
  return buffer.subarray(0, length);
}

function failure(file: string, message: string, fix?: string): ConfigurationError {
  return new ConfigurationError([{ severity: "error", file, line: 1, column: 1, path: "", message, fix }]);
}
