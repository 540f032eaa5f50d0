import type { ObjectAddress } from "./location";
import { parseTime } from "./times";

/** A log file, as a digest lists it. */
export interface LogReference extends ObjectAddress {
  /** SHA-256 of its uncompressed bytes, in hexadecimal digits. */
  readonly hash: string;
}

/** What a digest says of the one before. */
export interface PreviousDigest extends ObjectAddress {
  /** SHA-256 of its uncompressed bytes, in hexadecimal digits. */
  readonly hash: string;
  /** In hexadecimal digits. */
  readonly signature: string;
}

/** A digest, as its JSON says. */
export interface Digest extends ObjectAddress {
  readonly accountId: string;
  readonly start: number;
  readonly end: number;
  /** The end as it is written, which is part of what is signed. */
  readonly endText: string;
  readonly fingerprint: string;
  /** `SHA256withRSA` */
  readonly signatureAlgorithm: string;
  /** Undefined for a starting digest: the first since validation or logging was switched on. */
  readonly previous?: PreviousDigest;
  readonly logs: readonly LogReference[];
}

/** A digest that is none, or not as AWS documents it. */
export class MalformedDigest extends Error {
  override readonly name = "MalformedDigest";
}

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Reads the uncompressed bytes of a digest.
 *
 * @throws MalformedDigest where it is not as AWS documents it
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function parseDigest(bytes: Uint8Array): Digest {
  const fields = parseObject(bytes);
  const endText = text(fields, "digestEndTime");
  const start = time(text(fields, "digestStartTime"));
  const end = time(endText);
  if (end < start) {
    throw new MalformedDigest("digestEndTime is before digestStartTime");
  }
  const previous = previousOf(fields);
  return {
    bucket: text(fields, "digestS3Bucket"),
    key: text(fields, "digestS3Object"),
    accountId: text(fields, "awsAccountId"),
    start,
    end,
    endText,
    fingerprint: text(fields, "digestPublicKeyFingerprint"),
    signatureAlgorithm: text(fields, "digestSignatureAlgorithm"),
    ...(previous === undefined ? {} : { previous }),
    logs: logsOf(fields),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(bytes: Uint8Array): Fields {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new MalformedDigest("it is no JSON");
  }
  if (!isObject(value)) {
    throw new MalformedDigest("it is no JSON object");
  }
  return value;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value !== "string" || value === "") {
    throw new MalformedDigest(`${name} is no text`);
  }
  return value;
}

function time(value: string): number {
  const parsed = parseTime(value);
  if (parsed === undefined) {
    throw new MalformedDigest(`"${value.slice(0, 40)}" is no time`);
  }
  return parsed;
}

const PREVIOUS = [
  "previousDigestS3Bucket",
  "previousDigestS3Object",
  "previousDigestHashValue",
  "previousDigestSignature",
] as const;

/** All fields about the previous digest are null in a starting digest; some of them only, and it is malformed. */
function previousOf(fields: Fields): PreviousDigest | undefined {
  const isNull = (name: string): boolean => (fields[name] ?? null) === null;
  if (PREVIOUS.every(isNull)) {
    if (!Object.hasOwn(fields, "previousDigestSignature")) {
      throw new MalformedDigest("it has no previousDigestSignature, not even null");
    }
    return undefined;
  }
  if (!isNull("previousDigestHashAlgorithm")) {
    expectSha256(text(fields, "previousDigestHashAlgorithm"), "previousDigestHashAlgorithm");
  }
  const [bucket = "", key = "", hash = "", signature = ""] = PREVIOUS.map((name) => text(fields, name));
  return { bucket, key, hash: hash.toLowerCase(), signature };
}

function logsOf(fields: Fields): LogReference[] {
  const { logFiles } = fields;
  if (!Array.isArray(logFiles)) {
    throw new MalformedDigest("logFiles is no list");
  }
  return logFiles.map((entry: unknown): LogReference => {
    if (!isObject(entry)) {
      throw new MalformedDigest("an entry of logFiles is no object");
    }
    expectSha256(text(entry, "hashAlgorithm"), "hashAlgorithm");
    const hash = text(entry, "hashValue");
    if (!HEX_SHA256.test(hash)) {
      throw new MalformedDigest("a hashValue is no SHA-256 in hexadecimal digits");
    }
    return { bucket: text(entry, "s3Bucket"), key: text(entry, "s3Object"), hash: hash.toLowerCase() };
  });
}

function expectSha256(algorithm: string, name: string): void {
  if (algorithm !== "SHA-256") {
    throw new MalformedDigest(`${name} is "${algorithm.slice(0, 40)}", not SHA-256`);
  }
}
