import { createHmac } from "node:crypto";

const SECONDS_PER_CODE = 30;
const DIGITS = 6;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The code that a virtual MFA device shows.
 *
 * @param seed in base 32, as IAM gives it once
 * @param at when it is looked at
 * @see https://www.rfc-editor.org/rfc/rfc6238
 */
export function mfaCode(seed: string, at: Date): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 1000 / SECONDS_PER_CODE)));
  const digest = createHmac("sha1", fromBase32(seed)).update(step).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The code before the one of that time: a device is enabled with two in a row. */
export function earlier(at: Date): Date {
  return new Date(at.getTime() - SECONDS_PER_CODE * 1000);
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, ""))
    .map((letter) => ALPHABET.indexOf(letter.toUpperCase()).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
