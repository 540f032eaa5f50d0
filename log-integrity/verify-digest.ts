import { createHash } from "node:crypto";
import { MalformedDigest, parseDigest } from "./digest";
import type { Digest } from "./digest";
import { inflate } from "./gzip";
import type { KeyRing } from "./key-ring";
import type { DigestKey } from "./keys";
import { isSameObject } from "./location";
import type { ObjectAddress } from "./location";
import { isSigned, SIGNATURE_ALGORITHM, signedText } from "./signature";
import type { FetchedObject, FoundObject } from "./sources";
import { failed, notChecked, VERIFIED } from "./verdicts";
import type { Failed, NotChecked, Verified } from "./verdicts";

/** A digest that CloudTrail signed, with what its successor says of it. */
export interface SignedDigest extends Digest {
  /** SHA-256 of its uncompressed bytes, in lower-case hexadecimal digits. */
  readonly hash: string;
  readonly signature: string;
}

export type DigestOutcome =
  | { readonly verdict: Verified; readonly digest: SignedDigest }
  | { readonly verdict: Failed | NotChecked; readonly digest?: undefined };

/** A digest of a hundred thousand log files is half of this. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Verifies a digest by itself: content, location and signature, not its log files and not its predecessor. Its JSON counts for
 * nothing before the signature is verified.
 *
 * @param address where CloudTrail put it
 * @param key what its key says
 */
export async function verifyDigest(
  fetched: FetchedObject,
  address: ObjectAddress,
  key: DigestKey,
  keys: KeyRing,
): Promise<DigestOutcome> {
  switch (fetched.state) {
    case "absent":
      return { verdict: failed("absent", fetched.detail) };
    case "unreadable":
      return { verdict: notChecked(fetched.reason, fetched.detail) };
    case "found":
      return verifyFound(fetched, address, key, keys);
  }
}

async function verifyFound(
  { bytes: compressed, metadata }: FoundObject,
  address: ObjectAddress,
  key: DigestKey,
  keys: KeyRing,
): Promise<DigestOutcome> {
  const inflated = inflate(compressed, MOST_BYTES);
  if (inflated.fault !== undefined) {
    const { fault } = inflated;
    const kind = fault === "trailing-data" || fault === "too-large" ? fault : "container";
    return { verdict: failed(kind, kind === "container" ? fault : undefined) };
  }
  const { bytes } = inflated;
  const digest = read(bytes);
  if (digest instanceof MalformedDigest) {
    return { verdict: failed("malformed", digest.message) };
  }
  const contradiction = contradictionOf(digest, address, key);
  if (contradiction !== undefined) {
    return { verdict: contradiction };
  }
  const signature = metadata.get("signature");
  const algorithm = metadata.get("signature-algorithm");
  if (signature === undefined || algorithm === undefined) {
    return { verdict: failed("unsigned") };
  }
  if (algorithm !== SIGNATURE_ALGORITHM || digest.signatureAlgorithm !== SIGNATURE_ALGORITHM) {
    return { verdict: failed("algorithm", `"${algorithm.slice(0, 40)}"`) };
  }
  const generated = key.isBackfill ? Date.parse(metadata.get("backfill-generation-timestamp") ?? "") : NaN;
  const found = await keys.find(key.region, digest.fingerprint, Number.isNaN(generated) ? undefined : generated);
  if ("outcome" in found) {
    return { verdict: found };
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  return isSigned(signedText(digest, hash), signature, found)
    ? { verdict: VERIFIED, digest: { ...digest, hash, signature } }
    : { verdict: failed("signature") };
}

function read(bytes: Buffer): Digest | MalformedDigest {
  try {
    return parseDigest(bytes);
  } catch (error) {
    if (error instanceof MalformedDigest) {
      return error;
    }
    throw error;
  }
}

/** What it says of itself, and its key does not. */
function contradictionOf(digest: Digest, address: ObjectAddress, key: DigestKey): Failed | undefined {
  if (!isSameObject(digest, address)) {
    return failed("moved", `s3://${digest.bucket}/${digest.key}`.slice(0, 1100));
  }
  if (digest.accountId !== key.accountId) {
    return failed("malformed", "awsAccountId is not the account of its key");
  }
  return digest.end === key.end ? undefined : failed("malformed", "digestEndTime is not the time of its key");
}
