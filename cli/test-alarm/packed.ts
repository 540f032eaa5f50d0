import { gunzipSync } from "node:zlib";

/** How much may be unpacked of one file, in all. */
export class Room {
  constructor(private bytes: number) {}

  /**
   * What base64 text holds, gzipped or not.
   *
   * @returns in words why it cannot be read
   */
  unpacked(base64: string): { readonly text: string } | string {
    const packed = Buffer.from(base64, "base64");
    const isGzipped = packed[0] === 0x1f && packed[1] === 0x8b;
    try {
      const bytes = isGzipped ? gunzipSync(packed, { maxOutputLength: Math.max(this.bytes, 1) }) : packed;
      this.bytes -= bytes.length;
      if (this.bytes < 0) {
        return TOO_MUCH;
      }
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
        return TOO_MUCH;
      }
      return isGzipped ? "base64 of gzip that is damaged" : "not a text in base64";
    }
  }
}

const TOO_MUCH = "holds more than is unpacked of one file; split it";
