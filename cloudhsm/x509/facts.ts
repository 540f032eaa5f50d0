import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension } from "./library";
import type { Pkcs10CertificateRequest, PublicKey, X509Certificate } from "./library";

/** Whether a certificate may sign others; `unsaid` where it has neither extension, as certificates of X.509 version 1. */
export function isAuthority(certificate: X509Certificate): "yes" | "no" | "unsaid" {
  const constraints = certificate.getExtension(BasicConstraintsExtension);
  const usages = certificate.getExtension(KeyUsagesExtension);
  if (constraints?.ca === false || (usages !== null && (usages.usages & KeyUsageFlags.keyCertSign) === 0)) {
    return "no";
  }
  return constraints === null ? "unsaid" : "yes";
}

export function sameKey(one: { publicKey: PublicKey }, other: { publicKey: PublicKey }): boolean {
  return Buffer.from(one.publicKey.rawData).equals(Buffer.from(other.publicKey.rawData));
}

/** What is wrong with a signature; nothing when it is that of the key. */
export async function signatureProblem(
  signed: X509Certificate,
  signer: { publicKey: PublicKey },
): Promise<string | undefined> {
  return problemOf(() => signed.verify({ publicKey: signer.publicKey, signatureOnly: true }));
}

/** What is wrong with the signature that a CSR proves the possession of its key by. */
export async function requestProblem(request: Pkcs10CertificateRequest): Promise<string | undefined> {
  return problemOf(() => request.verify());
}

async function problemOf(verify: () => Promise<boolean>): Promise<string | undefined> {
  try {
    return (await verify()) ? undefined : "the signature is not of that key, or what it signs was changed";
  } catch (error) {
    return `the signature cannot be verified: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Why a certificate is not valid at a time. */
export function validityProblem({ notAfter, notBefore }: X509Certificate, now: Date): string | undefined {
  if (now < notBefore) {
    return `not valid before ${day(notBefore)}`;
  }
  return now > notAfter ? `expired on ${day(notAfter)}` : undefined;
}

/** `2027-04-26` */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
