import { parseAddress } from "./address";
import type { Scalar } from "./json";
import type { Location } from "./location";
import { refuse } from "./location";
import type { Cidr } from "./pattern";

const INTEGER = /^-?[0-9]+$/;

/** `10.0.0.0/24` or `2001:db8::/32`. A block of one address, `/32` or `/128`, is refused, as by Event Ruler. */
export function readCidr(operand: unknown, at: Location): Cidr | null {
  if (typeof operand !== "string") {
    return refuse(at, "cidr match pattern must be a string");
  }
  const [address = "", mask, ...more] = operand.split("/");
  if (mask === undefined || more.length > 0) {
    return refuse(at, "Malformed CIDR, one '/' required");
  }
  if (!INTEGER.test(mask)) {
    return refuse(at, "Malformed CIDR, mask bits must be an integer");
  }
  if (Number(mask) < 0) {
    return refuse(at, "Malformed CIDR, mask bits must not be negative");
  }
  const network = parseAddress(address);
  if (network === undefined) {
    return refuse(at, `Invalid IP address: ${address}`);
  }
  if (Number(mask) >= network.bits) {
    return refuse(at, `${network.bits === 32 ? "IPv4" : "IPv6"} mask bits must be < ${network.bits}`);
  }
  return { kind: "cidr", network, mask: Number(mask) };
}

/** Whether a value is the text of an address within the block. */
export function matchesCidr({ network, mask }: Cidr, value: Scalar): boolean {
  const address = typeof value === "string" ? parseAddress(value) : undefined;
  const host = BigInt(network.bits - mask);
  return address?.bits === network.bits && address.value >> host === network.value >> host;
}
