// SAML 2.0 for the local AWS: reads the metadata of identity providers, and verifies and makes signatures of responses.
// What a response says is taken from nothing but the text that a signature covers: who wraps a signed element into
// another response is not believed. Times, audiences and attributes are judged by simulator/aws_simulator/identities.
import { X509Certificate } from "node:crypto";
import { DOMParser, onWarningStopParsing, type Document, type Element, type Node } from "@xmldom/xmldom";
import { SignedXml } from "xml-crypto";

const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE_CANONICALIZATION = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
const SHORTEST_KEY = 1024;

/** Which of the reasons that STS and IAM tell apart it is. */
type Kind = "metadata" | "response" | "issuer" | "status" | "signature" | "encrypted";

class SamlError extends Error {
  constructor(
    readonly kind: Kind,
    message: string,
  ) {
    super(message);
  }
}

interface Metadata {
  readonly entityId: string;
  /** In PEM. */
  readonly certificates: readonly string[];
}

/** What an identity provider calls itself and signs with, or what is wrong with its metadata. */
export function metadataOf(text: string): object {
  return orProblem(() => readMetadata(text));
}

/** What the signed assertion in a response says, or why it is not believed. */
export function assertionOf(response: string, metadata: string): object {
  return orProblem(() => readResponse(response, readMetadata(metadata)));
}

/** A response in which the elements with these names are signed, the innermost first. */
export function signed(
  response: string,
  elements: readonly string[],
  privateKey: string,
  certificate: string,
): { readonly response: string } {
  let xml = response;
  for (const name of elements) {
    const signer = new SignedXml({
      privateKey,
      publicCert: certificate,
      signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
      canonicalizationAlgorithm: EXCLUSIVE_CANONICALIZATION,
    });
    const xpath = `//*[local-name(.)='${name}']`;
    signer.addReference({
      xpath,
      digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
      transforms: [ENVELOPED, EXCLUSIVE_CANONICALIZATION],
    });
    // The schema has the signature behind the issuer.
    const reference = `${xpath}/*[local-name(.)='Issuer']`;
    signer.computeSignature(xml, { prefix: "ds", location: { reference, action: "after" } });
    xml = signer.getSignedXml();
  }
  return { response: xml };
}

function orProblem(read: () => object): object {
  try {
    return read();
  } catch (error) {
    if (error instanceof SamlError) {
      return { problem: error.message, kind: error.kind };
    }
    throw error;
  }
}

function readMetadata(text: string): Metadata {
  const root = parse(text, "metadata");
  if (!is(root, METADATA, "EntityDescriptor")) {
    throw new SamlError("metadata", `its root is no EntityDescriptor of ${METADATA}`);
  }
  const entityId = root.getAttribute("entityID");
  if (!entityId) {
    throw new SamlError("metadata", "it has no entityID");
  }
  const certificates = children(root, METADATA, "IDPSSODescriptor")
    .flatMap((descriptor) => children(descriptor, METADATA, "KeyDescriptor"))
    .filter((key) => ["", "signing"].includes(key.getAttribute("use") ?? ""))
    .flatMap((key) => children(key, SIGNATURE, "KeyInfo"))
    .flatMap((info) => children(info, SIGNATURE, "X509Data"))
    .flatMap((data) => children(data, SIGNATURE, "X509Certificate"))
    .map((certificate) => readCertificate(textOf(certificate)));
  if (certificates.length === 0) {
    throw new SamlError("metadata", "no IDPSSODescriptor in it has an X.509 certificate for signing");
  }
  return { entityId, certificates };
}

function readCertificate(base64: string): string {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(base64, "base64"));
  } catch {
    throw new SamlError("metadata", "a certificate in it is none of X.509");
  }
  const { asymmetricKeyDetails, asymmetricKeyType } = certificate.publicKey;
  if (asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_KEY) {
    throw new SamlError("metadata", `the key of a certificate in it has less than ${SHORTEST_KEY} bits`);
  }
  return certificate.toString();
}

function readResponse(xml: string, { certificates, entityId }: Metadata): object {
  const response = parse(xml, "response");
  if (!is(response, PROTOCOL, "Response")) {
    throw new SamlError("response", `its root is no Response of ${PROTOCOL}`);
  }
  // Nothing is believed yet: this only refuses, with the reason that helps.
  const status = children(response, PROTOCOL, "Status").flatMap((one) => children(one, PROTOCOL, "StatusCode"));
  const code = status[0]?.getAttribute("Value") ?? "";
  if (status.length !== 1 || code !== SUCCESS) {
    throw new SamlError("status", `the status is ${code || "missing"}`);
  }
  if (children(response, ASSERTION, "EncryptedAssertion").length > 0) {
    throw new SamlError("encrypted", "the assertion is encrypted");
  }
  const claimed = onlyAssertion(response);
  for (const element of [response, claimed]) {
    const issuers = children(element, ASSERTION, "Issuer").map(textOf);
    if (issuers.length > 1 || (issuers[0] ?? entityId) !== entityId) {
      throw new SamlError("issuer", `the issuer is ${issuers.join(" and ")}, and that of the metadata ${entityId}`);
    }
  }
  const parts = [response, claimed]
    .map((element) => signedText(xml, element, certificates))
    .filter((text) => text !== undefined)
    .map((text) => parse(text, "signature"));
  const signedRoot = parts.at(-1);
  if (signedRoot === undefined) {
    throw new SamlError("signature", "neither the response nor its assertion is signed");
  }
  const assertion = is(signedRoot, PROTOCOL, "Response") ? onlyAssertion(signedRoot) : signedRoot;
  if (!is(assertion, ASSERTION, "Assertion")) {
    throw new SamlError("signature", "what is signed is no assertion");
  }
  if (textOf(children(assertion, ASSERTION, "Issuer")[0]) !== entityId) {
    throw new SamlError("issuer", "the assertion has no issuer");
  }
  return contentOf(assertion, entityId);
}

function onlyAssertion(response: Element): Element {
  const [assertion, ...others] = children(response, ASSERTION, "Assertion");
  if (assertion === undefined || others.length > 0) {
    throw new SamlError("response", `it has ${others.length + (assertion ? 1 : 0)} assertions instead of one`);
  }
  return assertion;
}

/** The text of an element that its own signature covers, without that; undefined where it has no signature. */
function signedText(xml: string, element: Element, certificates: readonly string[]): string | undefined {
  const [signature, ...others] = children(element, SIGNATURE, "Signature");
  if (signature === undefined) {
    return undefined;
  }
  if (others.length > 0) {
    throw new SamlError("signature", "an element has two signatures");
  }
  // SAML wants one reference, to the element that the signature is in.
  const references = children(signature, SIGNATURE, "SignedInfo").flatMap((info) =>
    children(info, SIGNATURE, "Reference"),
  );
  const id = element.getAttribute("ID");
  if (!id || references.length !== 1 || references[0]?.getAttribute("URI") !== `#${id}`) {
    throw new SamlError("signature", "the signature does not cover the element that it is in");
  }
  const reasons = new Set<string>();
  for (const publicCert of certificates) {
    try {
      // The certificate that comes with a signature proves nothing.
      const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
      verifier.loadSignature(signature);
      if (verifier.checkSignature(xml)) {
        const [text, ...more] = verifier.getSignedReferences();
        if (text !== undefined && more.length === 0) {
          return text;
        }
      }
      reasons.add("what was signed has been altered");
    } catch (error) {
      // Errors begin with the sentence that says what is wrong; some go on with the signature's value.
      const [reason = ""] = (error as Error).message.split(": the signature value");
      reasons.add(reason === "invalid signature" ? "no certificate of the metadata has signed it" : reason);
    }
  }
  throw new SamlError("signature", [...reasons].join("; "));
}

function contentOf(assertion: Element, issuer: string): object {
  const subjects = children(assertion, ASSERTION, "Subject");
  const nameId = subjects.flatMap((subject) => children(subject, ASSERTION, "NameID"))[0];
  return {
    issuer,
    issued: assertion.getAttribute("IssueInstant"),
    nameId: nameId && textOf(nameId),
    nameIdFormat: nameId?.getAttribute("Format") ?? null,
    confirmations: subjects
      .flatMap((subject) => children(subject, ASSERTION, "SubjectConfirmation"))
      .map((confirmation) => {
        const data = children(confirmation, ASSERTION, "SubjectConfirmationData")[0];
        return { method: confirmation.getAttribute("Method"), ...attributes(data, ["Recipient", ...TIMES]) };
      }),
    conditions: children(assertion, ASSERTION, "Conditions").map((conditions) => attributes(conditions, TIMES)),
    audiences: children(assertion, ASSERTION, "Conditions")
      .flatMap((conditions) => children(conditions, ASSERTION, "AudienceRestriction"))
      .map((restriction) => children(restriction, ASSERTION, "Audience").map(textOf)),
    sessionEnds: children(assertion, ASSERTION, "AuthnStatement")
      .map((statement) => statement.getAttribute("SessionNotOnOrAfter"))
      .filter((time) => time !== null),
    attributes: children(assertion, ASSERTION, "AttributeStatement")
      .flatMap((statement) => children(statement, ASSERTION, "Attribute"))
      .map((attribute) => ({
        name: attribute.getAttribute("Name"),
        values: children(attribute, ASSERTION, "AttributeValue").map(textOf),
      })),
  };
}

const TIMES = ["NotBefore", "NotOnOrAfter"];

function attributes(element: Element | undefined, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, element?.getAttribute(name) ?? null]));
}

function parse(text: string, kind: Kind): Element {
  let document: Document;
  try {
    document = new DOMParser({ onError: onWarningStopParsing }).parseFromString(text, "text/xml");
  } catch (error) {
    throw new SamlError(kind, `it is not XML: ${(error as Error).message.split("\n")[0] ?? ""}`);
  }
  // Entities could say something else to each reader.
  if (document.doctype !== null || document.documentElement === null) {
    throw new SamlError(kind, "it has a document type");
  }
  return document.documentElement;
}

function is(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

function children(parent: Element, namespace: string, name: string): Element[] {
  return [...parent.childNodes].filter(
    (node: Node): node is Element => node.nodeType === 1 && is(node as Element, namespace, name),
  );
}

function textOf(element: Element | undefined): string {
  return (element?.textContent ?? "").trim();
}
