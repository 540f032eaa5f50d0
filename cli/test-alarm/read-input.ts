import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { whyUnreadable } from "../../config/source/read-text";

export const STANDARD_INPUT = "-";

/** In MiB, as read and unpacked; CloudTrail begins a new log file long before. */
export const MOST_MEBIBYTES = 256;

export const MOST_BYTES = MOST_MEBIBYTES * 1024 * 1024;

/** Why a file gives no text, in words for the user. */
export class UnreadableInput extends Error {
  override readonly name = "UnreadableInput";
}

/**
 * The text of a file, or of standard input, which may be gzipped. No more is read or unpacked than the limit.
 *
 * @param most limit in bytes
 * @throws UnreadableInput
 */
export async function readInput(file: string, stdin: Readable, most = MOST_BYTES): Promise<string> {
  const bytes = await bytesOf(file === STANDARD_INPUT ? stdin : createReadStream(file), most);
  const content = withoutGzip(bytes, most);
  if (content[0] === 0x50 && content[1] === 0x4b && (content[2] ?? 0) < 0x10) {
    throw new UnreadableInput("is a ZIP archive: unpack it, and name the files in it");
  }
  try {
    return new TextDecoder(encodingOf(content), { fatal: true }).decode(content);
  } catch {
    throw new UnreadableInput("not a text in UTF-8 or, with a byte order mark, in UTF-16");
  }
}

/** Log events are gzipped by CloudWatch Logs, and again by a Firehose that compresses what it writes; browsers and proxies may add one. */
const MOST_TIMES = 3;

function withoutGzip(bytes: Buffer, most: number): Buffer {
  let content = bytes;
  for (let times = 0; times < MOST_TIMES && isGzipped(content); times += 1) {
    content = unpacked(content, most);
  }
  return content;
}

function isGzipped(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** `>` of Windows PowerShell writes UTF-16. */
function encodingOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString("hex");
  return mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
}

async function bytesOf(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk as Uint8Array);
      chunks.push(bytes);
      length += bytes.length;
      if (length > most) {
        throw new UnreadableInput(tooLarge("", most));
      }
    }
  } catch (error) {
    throw error instanceof UnreadableInput ? error : new UnreadableInput(`cannot be read: ${whyUnreadable(error)}`);
  }
  return Buffer.concat(chunks);
}

function unpacked(bytes: Buffer, most: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new UnreadableInput(isTooLarge ? tooLarge(" unpacked", most) : "cannot be unpacked: it is damaged");
  }
}

function tooLarge(how: string, most: number): string {
  const size = most >= 1024 * 1024 ? `${most / 1024 / 1024} MiB` : `${most} bytes`;
  return `has more than ${size}${how}, the most that is read; split it`;
}
