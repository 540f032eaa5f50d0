import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** A public key as `ListPublicKeys` gives it. */
export interface PublicKeyRecord {
  /** Opaque: AWS does not say how it is made. */
  readonly fingerprint: string;
  /** DER. */
  readonly value: Uint8Array;
  /** Milliseconds. */
  readonly validFrom?: number;
  /** Milliseconds. */
  readonly validTo?: number;
}

const LEAST_BITS = 2048;

/**
 * Reads a key of CloudTrail: PKCS #1 `RSAPublicKey`, as its API says, or X.509 `SubjectPublicKeyInfo`, as an example of AWS is.
 * Undefined for what is no RSA key of 2048 bits or more.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PublicKey.html
 */
export function readPublicKey(der: Uint8Array): KeyObject | undefined {
  for (const type of ["pkcs1", "spki"] as const) {
    try {
      const key = createPublicKey({ key: Buffer.from(der), format: "der", type });
      const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
      return key.asymmetricKeyType === "rsa" && modulusLength >= LEAST_BITS ? key : undefined;
    } catch {
      // The other form, perhaps.
    }
  }
  return undefined;
}
