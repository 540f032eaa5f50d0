import { BlockList } from "node:net";
import fc from "fast-check";
import { leafMatches, leafProblems } from "./support";

describe("cidr", () => {
  it.each([
    ["10.0.0.0/24", "10.0.0.0", true],
    ["10.0.0.0/24", "10.0.0.255", true],
    ["10.0.0.0/24", "10.0.1.0", false],
    ["10.0.0.0/24", "9.255.255.255", false],
    ["255.255.255.127/24", "255.255.255.0", true],
    ["0.0.0.0/0", "203.0.113.7", true],
    ["10.0.0.2/31", "10.0.0.3", true],
    ["10.0.0.2/31", "10.0.0.4", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:DB8:0:0:0:0:0:1", true],
    ["2001:db8::/32", "2001:db9::", false],
    ["::/0", "fe80::1", true],
    ["0.0.0.0/0", "::1", false],
    ["::/0", "10.0.0.1", false],
    ["10.0.0.0/8", "ec2.amazonaws.com", false],
    ["10.0.0.0/8", "10.0.0.0/24", false],
    ["10.0.0.0/8", 167772161, false],
    ["10.0.0.0/8", null, false],
  ])("%s of %j: %j", (cidr, value, expected) => {
    expect(leafMatches({ cidr }, value)).toBe(expected);
  });

  it.each<[unknown, string]>([
    [5, "cidr match pattern must be a string"],
    ["10.0.0.0", "Malformed CIDR, one '/' required"],
    ["10.0.0.0/8/8", "Malformed CIDR, one '/' required"],
    ["10.0.0.0/", "Malformed CIDR, mask bits must be an integer"],
    ["10.0.0.0/a", "Malformed CIDR, mask bits must be an integer"],
    ["10.0.0.0/255.0.0.0", "Malformed CIDR, mask bits must be an integer"],
    ["10.0.0.0/-1", "Malformed CIDR, mask bits must not be negative"],
    ["10.0.0.0/32", "IPv4 mask bits must be < 32"],
    ["::/128", "IPv6 mask bits must be < 128"],
    ["::/99999999999999999999", "IPv6 mask bits must be < 128"],
    ["xx.11.xx/8", "Invalid IP address: xx.11.xx"],
    ["10.0.0/8", "Invalid IP address: 10.0.0"],
  ])("refuses %j", (cidr, message) => {
    expect(leafProblems({ cidr })).toEqual([`.cidr: ${message}`]);
  });

  describe("agrees with Node.js", () => {
    const ipv4 = fc.array(fc.constantFrom(0, 1, 10, 127, 128, 255), { minLength: 4, maxLength: 4 });
    // The first group is never 0: Node.js takes ::ffff:a00:1 for an IPv4 address.
    const ipv6 = fc
      .array(fc.constantFrom(0, 1, 0x8000, 0xffff), { minLength: 7, maxLength: 7 })
      .map((groups) => [0x2001, ...groups]);
    const written4 = (numbers: readonly number[]) => numbers.join(".");
    const written6 = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(":");

    it("about IPv4 blocks", () => {
      fc.assert(
        fc.property(ipv4, ipv4, fc.integer({ min: 1, max: 31 }), (network, address, mask) => {
          const list = new BlockList();
          list.addSubnet(written4(network), mask);
          const cidr = `${written4(network)}/${mask}`;
          expect(leafMatches({ cidr }, written4(address))).toBe(list.check(written4(address)));
        }),
        { numRuns: 300 },
      );
    });

    it("about IPv6 blocks", () => {
      fc.assert(
        fc.property(ipv6, ipv6, fc.integer({ min: 1, max: 127 }), fc.nat(8), (network, other, mask, common) => {
          const address = [...network.slice(0, common), ...other.slice(common)];
          const list = new BlockList();
          list.addSubnet(written6(network), mask, "ipv6");
          const cidr = `${written6(network)}/${mask}`;
          expect(leafMatches({ cidr }, written6(address))).toBe(list.check(written6(address), "ipv6"));
        }),
        { numRuns: 300 },
      );
    });
  });
});
