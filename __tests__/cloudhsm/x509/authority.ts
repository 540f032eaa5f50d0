// Certificates for tests, made by the library: right ones, and such with one thing wrong.
import { webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequestGenerator,
  X509CertificateGenerator,
} from "../../../cloudhsm/x509/library";
import type { Pkcs10CertificateRequest, X509Certificate } from "../../../cloudhsm/x509/library";

export const NOW = new Date("2026-11-29T12:00:00Z");
const DAY = 86_400_000;
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]) };

export type Keys = webcrypto.CryptoKeyPair;

export function daysFromNow(days: number): Date {
  return new Date(NOW.getTime() + days * DAY);
}

export function rsaKeys(modulusLength = 2048): Promise<Keys> {
  return webcrypto.subtle.generateKey({ ...RSA, modulusLength }, true, ["sign", "verify"]);
}

export function ellipticKeys(): Promise<Keys> {
  return webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
}

export interface Wanted {
  readonly subject: string;
  readonly keys: Keys;
  /** Absent: itself. */
  readonly issuer?: { readonly name: string; readonly keys: Keys };
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** What its Basic Constraints say; absent: it has none. */
  readonly ca?: boolean;
  readonly usage?: KeyUsageFlags;
}

export async function certificate(wanted: Wanted): Promise<X509Certificate> {
  const { ca, issuer, keys, notAfter = daysFromNow(1000), notBefore = daysFromNow(-1000), subject, usage } = wanted;
  return X509CertificateGenerator.create({
    subject,
    issuer: issuer?.name ?? subject,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: keys.privateKey.algorithm.name === "ECDSA" ? { name: "ECDSA", hash: "SHA-256" } : RSA,
    notBefore,
    notAfter,
    extensions: [
      ...(ca === undefined ? [] : [new BasicConstraintsExtension(ca, undefined, true)]),
      ...(usage === undefined ? [] : [new KeyUsagesExtension(usage, true)]),
    ],
  });
}

export function request(name: string, keys: Keys): Promise<Pkcs10CertificateRequest> {
  return Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: RSA });
}

export async function pem(made: Promise<X509Certificate | Pkcs10CertificateRequest>): Promise<string> {
  return `${(await made).toString("pem")}\n`;
}

/** A PEM text with another last byte, which is one of the signature. */
export function tampered(text: string, tag: string): string {
  const base64 = text.replace(/-----[^-]+-----|\s/g, "");
  const bytes = Buffer.from(base64, "base64");
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${tag}-----`, ...lines, `-----END ${tag}-----`, ""].join("\n");
}

export { KeyUsageFlags };
