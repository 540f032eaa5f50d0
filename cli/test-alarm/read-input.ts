import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { whyUnreadable } from "../../config/source/read-text";

export const STANDARD_INPUT = "-";

/** In MiB, as read and unpacked; CloudTrail begins a new log file long before. */
export const MOST_MEBIBYTES = 256;

const MOST_BYTES = MOST_MEBIBYTES * 1024 * 1024;

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
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(packed ? unpacked(bytes, most) : bytes);
  } catch (error) {
    if (error instanceof UnreadableInput) throw error;
    throw new UnreadableInput("not a text in UTF-8");
  }
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
