import { createHash } from "node:crypto";
import { createInflateRaw, inflateRawSync } from "node:zlib";
import { crc32 } from "./crc32";

/** Why bytes are not one whole gzip member and nothing else. */
export type GzipFault =
  | "not-gzip"
  /** Ends too early. */
  | "truncated"
  /** Bytes follow the first member. */
  | "trailing-data"
  /** Checksum or length at the end contradict the content. */
  | "trailer"
  /** The compressed data is no such. */
  | "damaged"
  /** More comes out than is allowed. */
  | "too-large";

export type Inflated =
  | { readonly fault: GzipFault }
  | {
      readonly fault?: undefined;
      readonly bytes: Buffer;
    };

export type HashedGzip =
  | { readonly fault: GzipFault; /** SHA-256 of the content where it is whole all the same. */ readonly hash?: string }
  | {
      readonly fault?: undefined;
      /** SHA-256 of the uncompressed bytes, in hexadecimal digits. */
      readonly hash: string;
    };

const TRAILER = 8;
/** Above this, the content is hashed as it comes and not held. */
const AT_ONCE = 4 * 1024 * 1024;
/** No compressed byte becomes more than 1032. */
const MOST_RATIO = 1032;

/**
 * Uncompresses bytes that are one gzip member (RFC 1952): what `gunzip` ignores or appends is refused.
 *
 * @param limit most bytes that may come out
 */
export function inflate(compressed: Buffer, limit: number): Inflated {
  const body = bodyOf(compressed);
  if (typeof body === "string") {
    return { fault: body };
  }
  const { bytes, fault } = inflateBody(body, limit, lengthOf(compressed));
  return bytes === undefined ? { fault } : fault === undefined ? { bytes } : { fault };
}

/**
 * SHA-256 of what bytes uncompress to, in little memory however large that is.
 *
 * @param limit most bytes that may come out
 */
export async function hashGzip(compressed: Buffer, limit: number): Promise<HashedGzip> {
  const body = bodyOf(compressed);
  if (typeof body === "string") {
    return { fault: body };
  }
  const length = lengthOf(compressed);
  if (length > AT_ONCE || body.length > AT_ONCE) {
    return hashStream(body, limit);
  }
  const { bytes, fault } = inflateBody(body, Math.min(limit, AT_ONCE), length);
  if (fault === "too-large" && limit > AT_ONCE) {
    return hashStream(body, limit);
  }
  if (bytes === undefined) {
    return { fault };
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  return fault === undefined ? { hash } : { fault, hash };
}

type InflatedBody =
  { readonly bytes: Buffer; readonly fault?: GzipFault } | { readonly bytes?: undefined; readonly fault: GzipFault };

function inflateBody(body: Buffer, limit: number, expected: number): InflatedBody {
  // One byte more than is expected, or zlib asks for another buffer to see that there is no more.
  const chunkSize = Math.max(64, Math.min(expected, body.length * MOST_RATIO, limit) + 1);
  try {
    const { buffer: bytes, engine } = inflateRawSync(body, {
      chunkSize,
      info: true,
      maxOutputLength: limit,
    }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
    return { bytes, fault: trailerFault(body.subarray(engine.bytesWritten), crc32(bytes), bytes.length) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

async function hashStream(body: Buffer, limit: number): Promise<HashedGzip> {
  const hash = createHash("sha256");
  let length = 0;
  let checksum = 0;
  const stream = createInflateRaw({ chunkSize: 256 * 1024 });
  try {
    stream.end(body);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) {
        return { fault: "too-large" };
      }
      hash.update(chunk);
      checksum = crc32(chunk, checksum);
    }
  } catch (error) {
    return { fault: faultOf(error) };
  } finally {
    stream.destroy();
  }
  const digest = hash.digest("hex");
  const fault = trailerFault(body.subarray(stream.bytesWritten), checksum, length);
  return fault === undefined ? { hash: digest } : { fault, hash: digest };
}

function trailerFault(rest: Buffer, checksum: number, length: number): GzipFault | undefined {
  if (rest.length < TRAILER) {
    return "truncated";
  }
  if (rest.readUInt32LE(0) !== checksum || rest.readUInt32LE(4) !== length % 2 ** 32) {
    return "trailer";
  }
  return rest.length > TRAILER ? "trailing-data" : undefined;
}

/** The compressed data and what follows it. */
function bodyOf(compressed: Buffer): Buffer | GzipFault {
  if (compressed.length < 10) {
    return compressed.length > 1 && compressed[0] === 0x1f && compressed[1] === 0x8b ? "truncated" : "not-gzip";
  }
  const flags = compressed.readUInt8(3);
  if (compressed.readUInt16BE(0) !== 0x1f8b || compressed[2] !== 8 || (flags & 0xe0) !== 0) {
    return "not-gzip";
  }
  let at = 10;
  if ((flags & 4) !== 0) {
    if (compressed.length < at + 2) {
      return "truncated";
    }
    at += 2 + compressed.readUInt16LE(at);
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) !== 0) {
      const end = compressed.indexOf(0, at);
      if (end === -1) {
        return "truncated";
      }
      at = end + 1;
    }
  }
  if ((flags & 2) !== 0) {
    at += 2;
  }
  return at >= compressed.length ? "truncated" : compressed.subarray(at);
}

/** The length of the content, as the last bytes say: a hint only. */
function lengthOf(compressed: Buffer): number {
  return compressed.readUInt32LE(compressed.length - 4);
}

function faultOf(error: unknown): GzipFault {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : code === "Z_BUF_ERROR" ? "truncated" : "damaged";
}
