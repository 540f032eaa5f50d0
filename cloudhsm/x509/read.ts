import { Failure } from "../../console/failure";
import { PemConverter, Pkcs10CertificateRequest, X509Certificate } from "./library";

const CERTIFICATE = "CERTIFICATE";
const REQUESTS = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"];

/**
 * The one certificate of a PEM text.
 *
 * @param what how messages call it: `the trust anchor customerCA.crt`
 * @throws Failure when the text is no certificate, or more than one thing
 */
export function readCertificate(text: string, what: string): X509Certificate {
  const { der, tag } = onlyBlock(text, what, "certificate");
  if (tag !== CERTIFICATE) {
    throw new Failure(`${what} is a ${REQUESTS.includes(tag) ? "certificate signing request" : tag}, no certificate`);
  }
  return parsed(what, () => new X509Certificate(der));
}

/**
 * The certificate signing request of a PEM text.
 *
 * @throws Failure when the text is none
 */
export function readRequest(text: string, what: string): Pkcs10CertificateRequest {
  const { der, tag } = onlyBlock(text, what, "certificate signing request");
  if (!REQUESTS.includes(tag)) {
    throw new Failure(`${what} is a ${tag}, no certificate signing request`);
  }
  return parsed(what, () => new Pkcs10CertificateRequest(der));
}

/**
 * The one certificate of a PEM text, written as CloudHSM's API takes it: without the description that openssl puts before it.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_InitializeCluster.html
 * @throws Failure as `readCertificate`
 */
export function plainCertificate(text: string, what: string): string {
  return `${readCertificate(text, what).toString("pem")}\n`;
}

function onlyBlock(text: string, what: string, wanted: string): { tag: string; der: ArrayBuffer } {
  const tags = [...text.matchAll(/^-----BEGIN ([A-Z0-9 ]+)-----\s*$/gm)].map(([, tag = ""]) => tag);
  const [tag] = tags;
  if (tag === undefined) {
    throw new Failure(`${what} is no PEM text: expected -----BEGIN ... of a ${wanted}`);
  }
  if (tags.some((found) => found.endsWith("PRIVATE KEY"))) {
    throw new Failure(`${what} holds a private key: that must never leave where it is kept; name the ${wanted}`);
  }
  if (tags.length > 1) {
    throw new Failure(
      `${what} holds ${tags.length} PEM texts, where CloudHSM and KMS want one: the trust anchor has to have signed ` +
        "the CSR itself, without another CA between",
    );
  }
  return { tag, der: parsed(what, () => PemConverter.decodeFirst(text)) };
}

function parsed<Result>(what: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw new Failure(`${what} is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}
