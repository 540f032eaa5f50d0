import { createPrivateKey, generateKeyPairSync, webcrypto } from "node:crypto";
import { Failure } from "../../console/failure";
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "./library";
import { readCertificate, readRequest } from "./read";

/** Bits of an RSA key. */
export type KeySize = 2048 | 4096;

const DAY_MILLISECONDS = 86_400_000;
/** Certificates begin a little earlier, for clocks that are late. */
const LATE_CLOCK_MILLISECONDS = 300_000;
const SIGNING = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

const CIPHER = "aes-256-cbc";
const ENCRYPTED = /^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/** A private key of a CA, in PKCS #8 and PEM; encrypted by AES-256 if there is a passphrase. */
export function makeCustomerKey(bits: KeySize, passphrase?: string): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const encryption = passphrase === undefined ? {} : { cipher: CIPHER, passphrase };
  return String(privateKey.export({ type: "pkcs8", format: "pem", ...encryption }));
}

/** Whether a key opens with a passphrase only. */
export function isEncrypted(keyPem: string): boolean {
  return ENCRYPTED.test(keyPem);
}

export interface CustomerKey {
  /** PEM text. */
  readonly key: string;
  /** @default - the key is not encrypted */
  readonly passphrase?: string;
}

/** The self-signed certificate of a CA, as CloudHSM wants its trust anchor. */
export async function makeCustomerCertificate(
  key: CustomerKey,
  name: string,
  days: number,
  now: Date,
): Promise<string> {
  const keys = await keyPairOf(key);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    ...validity(days, now),
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return `${certificate.toString("pem")}\n`;
}

/** Signs the CSR of a cluster, with the one extension that says nothing but which key it has. It never outlives the CA. */
export async function signRequest(
  csrPem: string,
  ca: CustomerKey & { readonly certificate: string },
  days: number,
  now: Date,
): Promise<string> {
  const csr = readRequest(csrPem, "the CSR");
  const issuer = readCertificate(ca.certificate, "the certificate of the CA");
  const { notAfter, notBefore } = validity(days, now);
  const certificate = await X509CertificateGenerator.create({
    subject: csr.subjectName.toJSON(),
    issuer: issuer.subjectName.toJSON(),
    publicKey: csr.publicKey,
    signingKey: (await keyPairOf(ca)).privateKey,
    signingAlgorithm: SIGNING,
    notBefore: notBefore < issuer.notBefore ? issuer.notBefore : notBefore,
    notAfter: notAfter > issuer.notAfter ? issuer.notAfter : notAfter,
    extensions: [await SubjectKeyIdentifierExtension.create(csr.publicKey)],
  });
  return `${certificate.toString("pem")}\n`;
}

function validity(days: number, now: Date): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - LATE_CLOCK_MILLISECONDS),
    notAfter: new Date(now.getTime() + days * DAY_MILLISECONDS),
  };
}

/**
 * The keys of a PEM text for the signing algorithm.
 *
 * @throws Failure when it is no RSA key, or the passphrase is another
 */
async function keyPairOf({ key: pem, passphrase }: CustomerKey): Promise<webcrypto.CryptoKeyPair> {
  try {
    const {
      d,
      dp,
      dq,
      e = "",
      n = "",
      p,
      q,
      qi,
    } = createPrivateKey({
      key: pem,
      passphrase,
    }).export({ format: "jwk" });
    const publicPart = { kty: "RSA", n, e };
    const privatePart = { ...publicPart, d, p, q, dp, dq, qi };
    return {
      privateKey: await webcrypto.subtle.importKey("jwk", privatePart, SIGNING, false, ["sign"]),
      publicKey: await webcrypto.subtle.importKey("jwk", publicPart, SIGNING, true, ["verify"]),
    };
  } catch (error) {
    throw new Failure(
      `the key of the CA cannot be used: it has to be an RSA key${passphrase === undefined ? "" : " of this passphrase"} ` +
        `(${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
