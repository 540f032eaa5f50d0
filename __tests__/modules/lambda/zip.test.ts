import { zipOf } from "../../../modules/lambda/zip";

const SIGNATURES = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };

describe("a zip archive", () => {
  const text = 'exports.handler = () => "grüße";\n';
  const archive = zipOf("index.js", text);

  it("holds the text, uncompressed, under its name, with its checksum", () => {
    const size = Buffer.byteLength(text);
    expect(archive.readUInt32LE(0)).toBe(SIGNATURES.local);
    // The check value of CRC-32: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-32-iso-hdlc
    expect(zipOf("a", "123456789").readUInt32LE(14)).toBe(0xcbf43926);
    expect([archive.readUInt32LE(18), archive.readUInt32LE(22)]).toEqual([size, size]);
    expect(archive.subarray(30, 38).toString()).toBe("index.js");
    expect(archive.subarray(38, 38 + size).toString("utf8")).toBe(text);
  });

  it("has a directory that leads to it, of a file that everyone may read", () => {
    const end = archive.length - 22;
    expect(archive.readUInt32LE(end)).toBe(SIGNATURES.end);
    const directory = archive.readUInt32LE(end + 16);
    expect(archive.readUInt32LE(directory)).toBe(SIGNATURES.central);
    expect(archive.readUInt32LE(end + 12)).toBe(end - directory);
    expect((archive.readUInt32LE(directory + 38) >>> 16).toString(8)).toBe("100644");
    expect(archive.readUInt32LE(directory + 42)).toBe(0);
  });

  it("is the same whenever it is made, and another for another text", () => {
    expect(zipOf("index.js", text).equals(archive)).toBe(true);
    expect(zipOf("index.js", `${text} `).equals(archive)).toBe(false);
  });
});
