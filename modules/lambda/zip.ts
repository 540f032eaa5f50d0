/**
 * A zip archive of one file, as bytes. The same text makes the same bytes on every machine: there is no time, no owner and no
 * compression in it, so that a plan shows a function only when its text has changed. Programs that zip put all of these in.
 *
 * @param name of the file in the archive, in ASCII
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipOf(name: string, text: string): Buffer {
  const file = Buffer.from(name, "ascii");
  const data = Buffer.from(text, "utf8");
  const common = Buffer.concat([
    // Version 2.0, no flags, stored, at midnight on 1 January 1980.
    uint16(20, 0, 0, 0, FIRST_DAY),
    uint32(checksum(data), data.length, data.length),
    uint16(file.length, 0),
  ]);
  const local = Buffer.concat([uint32(0x04034b50), common, file, data]);
  // Made on Unix; a regular file that everyone may read, as Lambda's user has to.
  const central = Buffer.concat([
    uint32(0x02014b50),
    uint16((3 << 8) | 20),
    common,
    uint16(0, 0, 0),
    uint32((0o100644 << 16) >>> 0, 0),
    file,
  ]);
  const end = Buffer.concat([uint32(0x06054b50), uint16(0, 0, 1, 1), uint32(central.length, local.length), uint16(0)]);
  return Buffer.concat([local, central, end]);
}

const FIRST_DAY = (1 << 5) | 1;

function uint16(...values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(2);
      bytes.writeUInt16LE(value);
      return bytes;
    }),
  );
}

function uint32(...values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes;
    }),
  );
}

/** CRC-32, which `node:zlib` has from Node.js 20.15 on only. */
function checksum(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
