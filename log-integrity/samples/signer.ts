import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { PublicKeyRecord } from "../public-key";

/** A key pair in CloudTrail's place. */
export class SampleSigner {
  readonly fingerprint: string;
  /** PKCS #1, DER. */
  readonly publicKey: Buffer;
  /** X.509 SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
  private readonly privateKey: KeyObject;

  constructor(bits = 2048) {
    const pair = generateKeyPairSync("rsa", { modulusLength: bits });
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey.export({ format: "der", type: "pkcs1" });
    this.spki = pair.publicKey.export({ format: "der", type: "spki" });
    this.fingerprint = createHash("md5").update(this.publicKey).digest("hex");
  }

  /** As `ListPublicKeys` gives it. */
  get record(): PublicKeyRecord {
    return { fingerprint: this.fingerprint, value: this.publicKey };
  }

  /** @returns a signature in hexadecimal digits */
  sign(text: string, hash = "sha256"): string {
    return sign(hash, Buffer.from(text), this.privateKey).toString("hex");
  }
}
