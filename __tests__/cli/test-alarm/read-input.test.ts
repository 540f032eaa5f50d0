import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { readInput } from "../../../cli/test-alarm/read-input";

const from = (...chunks: Buffer[]) => Readable.from(chunks);

describe("what is read", () => {
  it("is text, packed or not, in any number of pieces", async () => {
    const packed = gzipSync("a text");
    expect(await readInput("-", from(Buffer.from("a te"), Buffer.from("xt")))).toBe("a text");
    expect(await readInput("-", from(packed.subarray(0, 5), packed.subarray(5)))).toBe("a text");
  });

  it.each([
    ["as it is", Buffer.alloc(1001, "a"), "has more than 1000 bytes, the most that is read; split it"],
    ["unpacked", gzipSync(Buffer.alloc(100_000)), "has more than 1000 bytes unpacked, the most that is read; split it"],
  ])("is bounded %s", async (_, bytes, message) => {
    await expect(readInput("-", from(bytes), 1000)).rejects.toThrow(message);
  });

  it("is not read to its end when it has none", async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(100, "a"));
      },
    });
    await expect(readInput("-", endless, 1000)).rejects.toThrow(/has more than 1000 bytes/);
    expect(endless.destroyed).toBe(true);
  });
});
