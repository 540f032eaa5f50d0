import { constants, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Digest } from "./digest";

/** The one algorithm that digests are signed by: RSASSA-PKCS1-v1_5 with SHA-256. */
export const SIGNATURE_ALGORITHM = "SHA256withRSA";

/**
 * What CloudTrail signs of a digest.
 *
 * @param hash SHA-256 of the uncompressed digest, in lower-case hexadecimal digits
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export function signedText(
  { bucket, endText, key, previous }: Pick<Digest, "bucket" | "endText" | "key" | "previous">,
  hash: string,
): string {
  return [endText, `${bucket}/${key}`, hash, previous?.signature ?? "null"].join("\n");
}

/**
 * Whether a text has a signature of a key.
 *
 * @param signature in hexadecimal digits
 */
export function isSigned(text: string, signature: string, key: KeyObject): boolean {
  // Buffer.from reads hexadecimal digits as far as they go and leaves the rest out.
  if (!/^(?:[0-9a-f]{2})+$/i.test(signature)) {
    return false;
  }
  return verify(
    "sha256",
    Buffer.from(text),
    { key, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(signature, "hex"),
  );
}
