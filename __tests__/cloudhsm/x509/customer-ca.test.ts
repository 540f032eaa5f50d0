import { X509Certificate as NodeCertificate } from "node:crypto";
import { makeCustomerCertificate, makeCustomerKey, signRequest } from "../../../cloudhsm/x509/customer-ca";
import { checkClaim } from "../../../cloudhsm/x509/signed-certificate";
import { NOW, pem, request, rsaKeys } from "./authority";

describe("a customer CA", () => {
  it("signs what a cluster can be initialized with, as OpenSSL sees it, too", async () => {
    const key = makeCustomerKey(2048);
    const trustAnchor = await makeCustomerCertificate({ key }, "CloudHSM customer CA", 100, NOW);
    const csr = await pem(request("C=US, CN=HSM:1:PARTN:1\\, for FIPS mode", await rsaKeys()));
    const certificate = await signRequest(csr, { certificate: trustAnchor, key }, 3652, NOW);
    const checks = await checkClaim({ csr, certificate, trustAnchor }, NOW);
    expect(checks.filter(({ outcome }) => outcome !== "ok")).toEqual([]);

    const [anchor, signed] = [new NodeCertificate(trustAnchor), new NodeCertificate(certificate)];
    expect({ ca: anchor.ca, issued: signed.checkIssued(anchor), verified: signed.verify(anchor.publicKey) }).toEqual({
      ca: true,
      issued: true,
      verified: true,
    });
    expect(signed.ca).toBe(false);
    expect(signed.validTo).toBe(anchor.validTo);
    // An empty list of extensions, which RFC 5280 does not permit.
    expect(signed.raw.includes(Buffer.from("a3023000", "hex"))).toBe(false);
  });

  it("does not sign by a key that is not its own", async () => {
    const trustAnchor = await makeCustomerCertificate({ key: makeCustomerKey(2048) }, "CA", 100, NOW);
    const csr = await pem(request("CN=HSM", await rsaKeys()));
    const certificate = await signRequest(csr, { certificate: trustAnchor, key: makeCustomerKey(2048) }, 10, NOW);
    const checks = await checkClaim({ csr, certificate, trustAnchor }, NOW);
    expect(checks.filter(({ outcome }) => outcome === "refused").map(({ check }) => check)).toEqual([
      "certificate: signature by the trust anchor",
    ]);
  });
});
