import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECONDS_OF_A_STEP = 30;

/**
 * The code that an application on a phone shows.
 *
 * @param seed what it was given, in Base32
 * @param drift steps of 30 seconds later
 * @see https://www.rfc-editor.org/rfc/rfc6238
 */
export function oneTimeCode(seed: string, at: Date, drift = 0): string {
  const bits = Array.from(seed.replace(/=+$/, ""), (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/[01]{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 1000 / SECONDS_OF_A_STEP) + drift));
  const digest = createHmac("sha1", Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))))
    .update(counter)
    .digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  return ((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
}
