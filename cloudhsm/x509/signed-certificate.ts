import type { Check } from "./checks";
import { refusedIf, warningIf } from "./checks";
import { day, isAuthority, requestProblem, sameKey, signatureProblem, validityProblem } from "./facts";
import { BasicConstraintsExtension } from "./library";
import type { X509Certificate } from "./library";
import { readCertificate, readRequest } from "./read";

/** What a cluster is initialized with, as PEM texts. */
export interface Claim {
  /** The signed certificate of the cluster. */
  readonly certificate: string;
  /** The certificate of the CA that signed it. */
  readonly trustAnchor: string;
  /** The CSR of the cluster; absent after initialization, when AWS does not show it any more. */
  readonly csr?: string;
}

/**
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_InitializeCluster.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
 */
const MOST_CHARACTERS = 5000;
const KEY_BITS = [2048, 4096];

/**
 * Checks that a certificate and a trust anchor belong to the CSR of a cluster and to each other. A cluster is initialized
 * once: what AWS would refuse, or KMS later, has to be found before.
 *
 * @throws Failure where a text is not what it should be
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html
 */
export async function checkClaim(claim: Claim, now: Date): Promise<Check[]> {
  const certificate = readCertificate(claim.certificate, "the certificate");
  const anchor = readCertificate(claim.trustAnchor, "the trust anchor");
  return [
    ...(claim.csr === undefined ? [] : await checkRequest(certificate, anchor, claim.csr)),
    refusedIf(
      "certificate: issuer",
      certificate.issuer !== anchor.subject &&
        `it was issued by ${certificate.issuer}, and the trust anchor is ${anchor.subject}`,
    ),
    refusedIf("certificate: signature by the trust anchor", await signatureProblem(certificate, anchor)),
    refusedIf("certificate: validity", validityProblem(certificate, now)),
    refusedIf("certificate: length", tooLong(claim.certificate)),
    warningIf(
      "certificate: ends before the trust anchor",
      certificate.notAfter > anchor.notAfter && `the trust anchor expires before it, on ${day(anchor.notAfter)}`,
    ),
    ...(await checkAnchor(anchor, claim.trustAnchor, now)),
  ];
}

async function checkRequest(certificate: X509Certificate, anchor: X509Certificate, text: string): Promise<Check[]> {
  const csr = readRequest(text, "the CSR of the cluster");
  const swapped = sameKey(anchor, csr) && !sameKey(certificate, csr);
  return [
    refusedIf("CSR: its own signature", await requestProblem(csr)),
    refusedIf("files: certificate and trust anchor", swapped && "they are in each other's place"),
    refusedIf(
      "certificate: its key is the key of the CSR",
      !sameKey(certificate, csr) && "it has another key: it was made for another cluster, or of an older CSR",
    ),
    warningIf(
      "certificate: its subject is the subject of the CSR",
      certificate.subject !== csr.subject && `it is ${certificate.subject}, and that of the CSR is ${csr.subject}`,
    ),
  ];
}

async function checkAnchor(anchor: X509Certificate, text: string, now: Date): Promise<Check[]> {
  const selfSigned =
    anchor.issuer === anchor.subject
      ? await signatureProblem(anchor, anchor)
      : `it was issued by ${anchor.issuer}: CloudHSM wants a self-signed root that signed the CSR itself`;
  return [
    refusedIf("trust anchor: self-signed", selfSigned),
    refusedIf("trust anchor: validity", validityProblem(anchor, now)),
    refusedIf(
      "trust anchor: Basic Constraints",
      anchor.extensions.length > 0 &&
        anchor.getExtension(BasicConstraintsExtension) === null &&
        "it has X.509 version 3 extensions and none of them is Basic Constraints, which CloudHSM requires then",
    ),
    refusedIf(
      "trust anchor: is a CA",
      isAuthority(anchor) === "no" && "its Basic Constraints or key usage say that it is none",
    ),
    refusedIf("trust anchor: key", keyProblem(anchor)),
    refusedIf("trust anchor: length", tooLong(text)),
  ];
}

function keyProblem({ publicKey }: X509Certificate): string | undefined {
  const { modulusLength, name } = publicKey.algorithm as { name: string; modulusLength?: number };
  return modulusLength !== undefined && KEY_BITS.includes(modulusLength)
    ? undefined
    : `it is ${[name, modulusLength].filter(Boolean).join(" ")}, and not RSA of ${KEY_BITS.join(" or ")} bits`;
}

function tooLong(text: string): string | false {
  return text.length > MOST_CHARACTERS && `it has ${text.length} characters, and AWS takes ${MOST_CHARACTERS}`;
}
