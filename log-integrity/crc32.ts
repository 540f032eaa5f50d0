import * as zlib from "node:zlib";

const POLYNOMIAL = 0xedb88320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value & 1) === 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  }
  return value;
});

/** CRC-32 of ISO 3309, as gzip has it, in JavaScript. */
export function plainCrc32(bytes: Uint8Array, value = 0): number {
  let checksum = ~value;
  for (const byte of bytes) {
    checksum = (checksum >>> 8) ^ (table[(checksum ^ byte) & 0xff] ?? 0);
  }
  return ~checksum >>> 0;
}

/** CRC-32 of bytes, going on from a value: zlib's, which Node.js has since 20.15. */
export const crc32: (bytes: Buffer, value?: number) => number =
  (zlib as { readonly crc32?: (bytes: Buffer, value?: number) => number }).crc32 ?? plainCrc32;
