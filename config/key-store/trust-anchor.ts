import { X509Certificate } from "node:crypto";
import type { Finding } from "../source/document";
import { located } from "../readable";
import type { Reading } from "../readable";
import { readBeside } from "../source/read-beside";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html */
const MOST_CHARACTERS = 5_000;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** How the object identifiers of standard extensions begin in DER: 2.5.29. */
const EXTENSION_IDENTIFIER = Buffer.from([0x06, 0x03, 0x55, 0x1d]);

const HOW_TO_MAKE = "name the certificate that signed the cluster's: customerCA.crt of the ceremony";

export interface TrustAnchor {
  /** The certificate, written the same way however the file writes it. */
  readonly text?: string;
  readonly findings: readonly Finding[];
}

/**
 * Reads the trust anchor of a CloudHSM key store. The provider compares it as text and replaces the key store for another
 * line break, so that only its content decides here.
 *
 * @param folder that of the configuration, where paths begin
 */
export function readTrustAnchor({ keyStore }: Reading, folder: string): TrustAnchor {
  const [named] = keyStore?.type === "cloudhsm" ? located(keyStore.trustAnchor, ["keyStore", "trustAnchor"]) : [];
  if (named === undefined) {
    return { findings: [] };
  }
  const { path, value } = named;
  const got = `"${value}"`;
  const read = readBeside(folder, value);
  if ("why" in read) {
    const fix = "name a file; the path begins at the folder of this file";
    return { findings: [{ path, message: `the trust anchor cannot be read: ${read.why}`, got, fix }] };
  }
  const checked = trustAnchorOf(read.text);
  return "problem" in checked
    ? { findings: [{ path, got, ...checked.problem, message: `the trust anchor ${checked.problem.message}` }] }
    : { text: checked.text, findings: [] };
}

type Problem = Pick<Finding, "allowed" | "fix" | "message">;

/**
 * The one certificate in a text, as lines of 64 characters that end with a newline, or what KMS would refuse in it.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html
 */
export function trustAnchorOf(text: string): { readonly text: string } | { readonly problem: Problem } {
  if (PRIVATE_KEY.test(text)) {
    const fix = "leave the certificate alone in the file, and keep the key offline";
    return { problem: { message: "holds a private key, which must not be here", fix } };
  }
  const [found, ...others] = text.match(CERTIFICATE) ?? [];
  if (found === undefined) {
    return { problem: { message: "holds no certificate in PEM", fix: HOW_TO_MAKE } };
  }
  if (others.length > 0) {
    const message = `holds ${others.length + 1} certificates, of which KMS takes one`;
    return { problem: { message, fix: "leave the self-signed one alone in the file" } };
  }
  const certificate = parsed(found);
  if (certificate === undefined) {
    return { problem: { message: "holds a certificate that cannot be read", fix: HOW_TO_MAKE } };
  }
  if (!isSelfSigned(certificate)) {
    return { problem: { message: "is not self-signed: another certificate signed it", fix: HOW_TO_MAKE } };
  }
  if (!certificate.ca && hasExtensions(certificate)) {
    const message = "is no certificate authority: its Basic Constraints do not say CA:TRUE";
    return { problem: { message, fix: HOW_TO_MAKE } };
  }
  const written = certificate.toString();
  return written.length > MOST_CHARACTERS
    ? {
        problem: {
          message: `has ${written.length.toLocaleString("en")} characters`,
          allowed: `at most ${MOST_CHARACTERS.toLocaleString("en")} characters`,
        },
      }
    : { text: written };
}

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/**
 * Whether it says anything by extensions. One of X.509 version 1 has none, and CloudHSM takes it: a cluster that was initialized
 * with it has no other trust anchor.
 */
function hasExtensions({ raw }: X509Certificate): boolean {
  return raw.includes(EXTENSION_IDENTIFIER);
}

function isSelfSigned(certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
  } catch {
    // A public key of a kind that OpenSSL does not know.
    return false;
  }
}
