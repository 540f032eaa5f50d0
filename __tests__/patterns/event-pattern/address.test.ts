import { isIP } from "node:net";
import fc from "fast-check";
import { parseAddress } from "../../../patterns/event-pattern/address";

describe("parseAddress", () => {
  it.each([
    ["0.0.0.0", 32, 0n],
    ["10.0.0.1", 32, 0x0a000001n],
    ["010.0.0.001", 32, 0x0a000001n],
    ["255.255.255.255", 32, 0xffffffffn],
    ["::", 128, 0n],
    ["::1", 128, 1n],
    ["1::", 128, 1n << 112n],
    ["2001:DB8::a:0", 128, (0x20010db8n << 96n) | 0xa0000n],
    ["1:2:3:4:5:6:7:8", 128, 0x00010002000300040005000600070008n],
    ["1:2:3:4:5:6:7::", 128, 0x00010002000300040005000600070000n],
  ])("reads %s", (text, bits, value) => {
    expect(parseAddress(text)).toEqual({ bits, value });
  });

  it.each([
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.1.1",
    "10.0.0.1 ",
    "0x0a.0.0.1",
    "167772161",
    "1.2.3.0004",
    ":",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::1::",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
    "12345::",
    "g::",
    "::ffff:10.0.0.1",
    "fe80::1%eth0",
    "[::1]",
  ])("reads %j as no address", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it("agrees with Node.js on what an IPv6 address without dots is", () => {
    const text = fc.string({ unit: fc.constantFrom(":", "::", "0", "1", "ab", "ffff"), maxLength: 16 });
    fc.assert(
      fc.property(text, (candidate) => {
        expect(parseAddress(candidate)?.bits === 128).toBe(isIP(candidate) === 6);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads every way of writing an address as the same", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (groups) => {
        const plain = groups.map((group) => group.toString(16)).join(":");
        const padded = groups.map((group) => group.toString(16).toUpperCase().padStart(4, "0")).join(":");
        const compressed = new URL(`http://[${plain}]`).hostname.slice(1, -1);
        expect(parseAddress(padded)).toEqual(parseAddress(plain));
        expect(parseAddress(compressed)).toEqual(parseAddress(plain));
      }),
    );
  });
});
