import { refused } from "../../../cloudhsm/x509/checks";
import type { Check } from "../../../cloudhsm/x509/checks";
import { checkClaim } from "../../../cloudhsm/x509/signed-certificate";
import type { Claim } from "../../../cloudhsm/x509/signed-certificate";
import {
  certificate,
  daysFromNow,
  ellipticKeys,
  KeyUsageFlags,
  NOW,
  pem,
  request,
  rsaKeys,
  tampered,
} from "./authority";
import type { Keys, Wanted } from "./authority";

const CA = "CN=Customer CA";
const HSM = "CN=HSM:1:PARTN:1, for FIPS mode";

let ca: Keys;
let otherCa: Keys;
let hsm: Keys;
let otherHsm: Keys;
let csr: string;
let right: Required<Claim>;

beforeAll(async () => {
  [ca, otherCa, hsm, otherHsm] = (await Promise.all([1, 2, 3, 4].map(() => rsaKeys()))) as [Keys, Keys, Keys, Keys];
  csr = await pem(request(HSM, hsm));
  right = { csr, certificate: await signed(), trustAnchor: await anchor() };
});

/** The certificate of the cluster, with something else than should be. */
function signed(other: Partial<Wanted> = {}): Promise<string> {
  return pem(certificate({ subject: HSM, keys: hsm, issuer: { name: CA, keys: ca }, ...other }));
}

/** The trust anchor, with something else than should be. */
function anchor(other: Partial<Wanted> = {}): Promise<string> {
  return pem(certificate({ subject: CA, keys: ca, ca: true, usage: KeyUsageFlags.keyCertSign, ...other }));
}

function problems(claim: Partial<Claim>): Promise<Check[]> {
  return checkClaim({ ...right, ...claim }, NOW);
}

describe("the certificate of a cluster and its trust anchor", () => {
  it("are taken when they belong to the CSR", async () => {
    const checks = await problems({});
    expect(checks.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
  });

  it("are taken with a trust anchor that has no extensions at all, as X.509 version 1 has none", async () => {
    expect(refused(await problems({ trustAnchor: await anchor({ ca: undefined, usage: undefined }) }))).toEqual([]);
  });

  it("are compared with each other only, once AWS does not show the CSR any more", async () => {
    expect(refused(await problems({ csr: undefined }))).toEqual([]);
  });

  it.each<[string, () => Promise<Partial<Claim>>, string, RegExp]>([
    [
      "of another cluster",
      async () => ({ certificate: await signed({ keys: otherHsm }) }),
      "certificate: its key is the key of the CSR",
      /made for another cluster, or of an older CSR/,
    ],
    [
      "by a CA of another name",
      async () => ({ certificate: await signed({ issuer: { name: "CN=Other CA", keys: ca } }) }),
      "certificate: issuer",
      /issued by CN=Other CA, and the trust anchor is CN=Customer CA/,
    ],
    [
      "by another key of a CA of the same name",
      async () => ({ certificate: await signed({ issuer: { name: CA, keys: otherCa } }) }),
      "certificate: signature by the trust anchor",
      /not of that key/,
    ],
    [
      "that was changed",
      () => Promise.resolve({ certificate: tampered(right.certificate, "CERTIFICATE") }),
      "certificate: signature by the trust anchor",
      /what it signs was changed/,
    ],
    [
      "that has expired",
      async () => ({ certificate: await signed({ notAfter: daysFromNow(-1) }) }),
      "certificate: validity",
      /^expired on 2026-11-28$/,
    ],
    [
      "that is not valid yet",
      async () => ({ certificate: await signed({ notBefore: daysFromNow(1) }) }),
      "certificate: validity",
      /^not valid before 2026-11-30$/,
    ],
    [
      "in the place of the trust anchor",
      async () => ({ certificate: await anchor(), trustAnchor: await signed() }),
      "files: certificate and trust anchor",
      /in each other's place/,
    ],
    [
      "that signed itself",
      async () => ({ certificate: await signed({ issuer: undefined }) }),
      "certificate: issuer",
      /issued by CN=HSM/,
    ],
  ])("refuses a certificate %s", async (_, claim, check, detail) => {
    expect(refused(await problems(await claim()))).toContainEqual({
      check,
      outcome: "refused",
      detail: expect.stringMatching(detail) as string,
    });
  });

  it.each<[string, () => Promise<string>, string, RegExp]>([
    [
      "of an intermediate CA",
      () => anchor({ issuer: { name: "CN=Root", keys: otherCa } }),
      "trust anchor: self-signed",
      /issued by CN=Root: CloudHSM wants a self-signed root/,
    ],
    [
      "that has its own name as issuer and another's signature",
      () => anchor({ issuer: { name: CA, keys: otherCa } }),
      "trust anchor: self-signed",
      /not of that key/,
    ],
    [
      "that has expired",
      () => anchor({ notAfter: daysFromNow(-10) }),
      "trust anchor: validity",
      /^expired on 2026-11-19$/,
    ],
    [
      "that is not valid yet",
      () => anchor({ notBefore: daysFromNow(2) }),
      "trust anchor: validity",
      /^not valid before 2026-12-01$/,
    ],
    [
      "with extensions and no Basic Constraints",
      () => anchor({ ca: undefined }),
      "trust anchor: Basic Constraints",
      /which CloudHSM requires then/,
    ],
    ["whose Basic Constraints deny it", () => anchor({ ca: false }), "trust anchor: is a CA", /say that it is none/],
    [
      "whose key may not sign certificates",
      () => anchor({ usage: KeyUsageFlags.digitalSignature }),
      "trust anchor: is a CA",
      /key usage say that it is none/,
    ],
    [
      "with an elliptic key",
      async () => anchor({ keys: await ellipticKeys() }),
      "trust anchor: key",
      /^it is ECDSA, and not RSA of 2048 or 4096 bits$/,
    ],
    [
      "with an RSA key of 3072 bits",
      async () => anchor({ keys: await rsaKeys(3072) }),
      "trust anchor: key",
      /PKCS1-v1_5 3072, and not RSA/,
    ],
    [
      "that is longer than AWS takes",
      async () => `${"# a comment before the certificate\n".repeat(150)}${await anchor()}`,
      "trust anchor: length",
      /characters, and AWS takes 5000$/,
    ],
  ])("refuses a trust anchor %s", async (_, trustAnchor, check, detail) => {
    expect(refused(await problems({ trustAnchor: await trustAnchor() }))).toContainEqual({
      check,
      outcome: "refused",
      detail: expect.stringMatching(detail) as string,
    });
  });

  it("refuses a CSR whose own signature is wrong", async () => {
    const checks = refused(await problems({ csr: tampered(csr, "CERTIFICATE REQUEST") }));
    expect(checks.map(({ check }) => check)).toEqual(["CSR: its own signature"]);
  });

  it.each<[string, () => Partial<Claim>, RegExp]>([
    ["a CSR in place of the certificate", () => ({ certificate: csr }), /certificate is a certificate signing request/],
    ["a certificate in place of the CSR", () => ({ csr: right.certificate }), /CSR of the cluster is a CERTIFICATE/],
    ["a file that is no PEM text", () => ({ certificate: "MIIC" }), /the certificate is no PEM text/],
    [
      "a damaged certificate",
      () => ({ certificate: right.certificate.replace(/\n[^\n]+\n/, "\n") }),
      /the certificate is damaged/,
    ],
    [
      "a chain in place of the root",
      () => ({ trustAnchor: right.trustAnchor + right.certificate }),
      /trust anchor holds 2 PEM texts/,
    ],
    [
      "a private key",
      () => ({ trustAnchor: `${right.trustAnchor}-----BEGIN PRIVATE KEY-----\n` }),
      /trust anchor holds a private key: that must never leave/,
    ],
  ])("refuses %s", async (_, claim, message) => {
    await expect(problems(claim())).rejects.toThrow(message);
  });

  it("warns of a subject that the CSR does not have, and of a trust anchor that ends before the certificate", async () => {
    const certificateOfOther = await signed({ subject: "CN=Renamed", notAfter: daysFromNow(2000) });
    const checks = await problems({ certificate: certificateOfOther });
    expect(refused(checks)).toEqual([]);
    expect(checks.filter(({ outcome }) => outcome === "warning").map(({ check }) => check)).toEqual([
      "certificate: its subject is the subject of the CSR",
      "certificate: ends before the trust anchor",
    ]);
  });
});
