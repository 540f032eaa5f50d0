/** An IP address as a number. */
export interface Address {
  /** 32 for IPv4, 128 for IPv6. */
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const DECIMAL = /^[0-9]{1,3}$/;
const HEXADECIMAL = /^[0-9a-f]{1,4}$/i;
const GROUPS = 8;

/**
 * Reads an IP address. Numbers of IPv4 are decimal even with zeros before them. IPv6 addresses with an IPv4 part or a
 * zone are none, as in Event Ruler, which takes digits, letters to f and colons only.
 *
 * @returns nothing when the text is no address
 */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseIPv6(text) : parseIPv4(text);
}

function parseIPv4(text: string): Address | undefined {
  const parts = text.split(".");
  const right = parts.length === 4 && parts.every((part) => DECIMAL.test(part) && Number(part) <= 255);
  return right ? { bits: 32, value: joined(parts.map(Number), 8n) } : undefined;
}

function parseIPv6(text: string): Address | undefined {
  const [before = "", after, ...more] = text.split("::");
  if (more.length > 0) {
    return undefined;
  }
  const start = groupsOf(before);
  const end = after === undefined ? [] : groupsOf(after);
  const missing = GROUPS - start.length - end.length;
  // Two colons replace at least one group.
  const complete = after === undefined ? missing === 0 : missing > 0;
  if (!complete || ![...start, ...end].every((group) => HEXADECIMAL.test(group))) {
    return undefined;
  }
  const groups = [...start, ...Array.from({ length: missing }, () => "0"), ...end];
  return {
    bits: 128,
    value: joined(
      groups.map((group) => parseInt(group, 16)),
      16n,
    ),
  };
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

function joined(numbers: readonly number[], bitsEach: bigint): bigint {
  return numbers.reduce((value, number) => (value << bitsEach) | BigInt(number), 0n);
}
