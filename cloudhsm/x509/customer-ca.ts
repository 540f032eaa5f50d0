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

/** A private key of a CA, as a PEM text without passphrase. */
export function makeCustomerKey(bits: KeySize): string {
  return generateKeyPairSync("rsa", {
    modulusLength: bits,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;
}

/** The self-signed certificate of a CA, as CloudHSM wants its trust anchor. */
export async function makeCustomerCertificate(keyPem: string, name: string, days: number, now: Date): Promise<string> {
  const keys = await keyPairOf(keyPem);
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
  ca: { readonly certificate: string; readonly key: string },
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
    signingKey: (await keyPairOf(ca.key)).privateKey,
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
 * @throws Failure when it is no RSA key, or has a passphrase
 */
async function keyPairOf(pem: string): Promise<webcrypto.CryptoKeyPair> {
  try {
    const key = createPrivateKey(pem);
    const { d, dp, dq, e = "", n = "", p, q, qi } = key.export({ format: "jwk" });
    const publicPart = { kty: "RSA", n, e };
    const privatePart = { ...publicPart, d, p, q, dp, dq, qi };
    return {
      privateKey: await webcrypto.subtle.importKey("jwk", privatePart, SIGNING, false, ["sign"]),
      publicKey: await webcrypto.subtle.importKey("jwk", publicPart, SIGNING, true, ["verify"]),
    };
  } catch (error) {
    throw new Failure(
      `the key of the CA cannot be used: it has to be an RSA key without passphrase ` +
        `(${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
